"""Latin words of Korean job titles and what stands for them in Hangul, so that a PD is found where a posting says 프로듀서.

Everyday abbreviations and the English words for kinds of work, typed in from general knowledge; whoever misses one adds it here. K1 / hard .633 /
.299 without, .652 / .344 with them, .652 / .342 with the first reading alone. The list was written after a look at the development names that weren't
found, so these figures flatter it.
"""

import re

# Latin word, small letters: what is read in its place: the loan word first, then the Korean one where it is usual.
LOANS = dict(
    part.strip().split(maxsplit=1)
    for part in """
    accountant 회계사, actor 배우, adviser 자문가, advisor 자문가, analyst 애널리스트 분석가,
    animation 애니메이션, animator 애니메이터, architect 아키텍트 설계자, art 아트 미술, artist 아티스트,
    assistant 보조원, auditor 감사원, bank 은행, banker 뱅커 은행원, barista 바리스타, bartender 바텐더,
    bus 버스, business 비즈니스 사업, buyer 바이어 구매, camera 카메라 촬영, captain 선장 기장, care 케어 돌봄,
    cashier 캐셔 계산원, chef 셰프 조리사, chief 최고 책임자, city 도시, clinical 임상, coach 코치,
    consultant 컨설턴트, content 콘텐츠, contents 콘텐츠, control 제어, controller 관제사, cook 조리사,
    coordinator 코디네이터, counselor 상담사, creator 크리에이터, curator 큐레이터, customer 고객,
    dance 댄스 무용, dancer 댄서 무용수, data 데이터, dealer 딜러, design 디자인, designer 디자이너,
    developer 개발자, digital 디지털, director 디렉터 감독, drone 드론, editor 에디터 편집자, energy 에너지,
    engineer 엔지니어 기술자, event 이벤트 행사, executive 임원 경영자, expert 전문가, fashion 패션, film 영화,
    finance 금융 재무, financial 금융 재무, flight 항공, food 식품 푸드, fund 펀드, game 게임,
    guide 가이드 안내원, hair 헤어 미용, hotel 호텔, housekeeper 객실관리, human 인적, information 정보,
    inspector 검사원, instructor 강사, insurance 보험, interior 인테리어, internet 인터넷, investment 투자,
    leader 리더, logistics 물류, machine 기계, maintenance 정비 유지보수, manager 매니저 관리자, marine 해양,
    market 시장, marketer 마케터, marketing 마케팅, mechanic 정비사, media 미디어, medical 의료, medicine 의약,
    merchandiser 머천다이저 상품기획, mobile 모바일, model 모델, music 음악, nail 네일 손톱, network 네트워크,
    nurse 간호사, officer 책임자 담당자, online 온라인, operation 운영, operator 오퍼레이터 조작원, patient 환자,
    pattern 패턴, photographer 사진작가, pilot 조종사, planner 플래너 기획자, plant 플랜트, product 제품 상품,
    producer 프로듀서, production 생산 제작, professional 전문가, program 프로그램, programmer 프로그래머,
    project 프로젝트, purchase 구매, quality 품질, rental 대여, representative 영업원, research 연구,
    researcher 연구원, robot 로봇, safety 안전, sales 영업 판매, scientist 과학자, script 대본, secretary 비서,
    security 보안 경비, service 서비스, shop 매장, shopper 쇼퍼, software 소프트웨어, sound 사운드 음향,
    space 공간, specialist 전문가, sports 스포츠, staff 직원, stage 무대, steward 승무원, storage 저장,
    store 매장, stylist 스타일리스트, supervisor 수퍼바이저 감독, system 시스템, teacher 교사, technical 기술,
    technician 기술자 기사, technology 기술, test 시험, tester 테스터 시험원, tour 투어 여행, trader 트레이더,
    trainer 트레이너, travel 여행, tutor 튜터, video 비디오, web 웹, welfare 복지, writer 작가, ac 교류, ad 광고,
    ae 광고기획, ai 인공지능, ar 증강현실, as 애프터서비스 수리, bim 건설정보모델링, ca 승무원, cad 캐드 설계,
    cae 컴퓨터 이용 공학, cam 캠 가공, cctv 감시카메라, ceo 최고경영자, cf 광고, cfo 최고재무책임자,
    cg 컴퓨터그래픽, cm 광고, cnc 컴퓨터수치제어, coo 최고운영책임자, cs 고객서비스, cto 최고기술책임자,
    cx 고객경험, db 데이터베이스, dba 데이터베이스관리자, dc 직류, dj 디제이, ess 에너지저장, fa 공장자동화,
    fc 재무설계, fp 재무설계, gis 지리정보, gm 게임운영자, hr 인사, hrd 인적자원개발, ict 정보통신,
    iot 사물인터넷, ip 지식재산, ir 투자자 공시, it 정보기술, kam 영업, lcd 액정, led 엘이디 발광,
    lng 액화천연가스, lpg 액화석유가스, mc 사회자 진행자, md 머천다이저 상품기획, ml 기계학습, mr 제약영업,
    nc 수치제어, npl 부실채권, oa 사무자동화, oled 유기발광, pb 프라이빗뱅커 자산관리, pc 개인용컴퓨터,
    pcb 인쇄회로기판, pd 프로듀서, pi 홍보, pm 프로젝트매니저, po 제품, pr 홍보, qa 품질보증, qc 품질관리,
    qm 품질, rd 연구개발, rm 고객관리, sa 시스템, sci 논문, se 시스템엔지니어, sns 소셜미디어, sv 수퍼바이저,
    td 기술감독, tm 텔레마케터, tv 텔레비전, ui 사용자인터페이스, ux 사용자경험, va 가치분석, vj 비디오자키,
    vmd 디스플레이, vr 가상현실, vtr 비디오, xr 확장현실
    """.replace("\n", " ").split(",")
)
_LATIN = re.compile(r"[A-Za-z]+")


def read(text: str) -> str:
    """The text with its Latin words in Hangul, those that are known.

    >>> read("교양PD"), read("조리"), read("CT")
    ('교양 프로듀서 ', '조리', 'ct')
    """
    return _LATIN.sub(lambda found: f" {LOANS[word]} " if (word := found.group().casefold()) in LOANS else word, text)
