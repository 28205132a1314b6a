-- The best {k} postings of every person. Braces are filled in by in_sql.py.
with allowed as materialized (
    select p.id, {open} as bits
    from person p {gates}
),
words as materialized (
    select a.id as person, t.posting, sum(mine.times * t.weight)::float8 as shared
    from allowed a
    join person_term mine on mine.person = a.id
    join posting_term t on t.term = mine.term
    where get_bit(a.bits, t.place) = 1
    group by a.id, t.posting
),
lived as materialized (
    select c.person, level, c.code >> (16 - 4 * level) as digits,
        round((array[0.1, 0.4, 0.7, 1.0]::float8[])[level] * (sum(c.months)::float8 / (sum(c.months)::float8 + 24)) * {most_occupation})::int as worth
    from career c, generate_series(1, 4) level
    where c.code >> (16 - 4 * level) & 15 > 0
    group by c.person, level, c.code >> (16 - 4 * level)
),
careers as materialized (
    select lived.person, o.occupation, max(worth) as worth
    from lived join (select distinct occupation from posting where occupation > 0) o on o.occupation >> (16 - 4 * level) = digits
    group by lived.person, o.occupation
),
pair as materialized (
    select a.id as person, o.id as posting
    from allowed a join posting o on get_bit(a.bits, o.place) = 1
),
sides as (
    select p.id as person, o.id as posting,
        (round(1 / (1 + ({km} / p.half_km) * ({km} / p.half_km)) * {most_distance})
        + round(case when p.kinds > 0 and o.kind >= 0 then (p.kinds >> o.kind & 1)::float8 else 0.5 end * {most_kind})
        + round(case when p.hours > 0 and o.hours > 0 then least(p.hours, o.hours)::float8 / greatest(p.hours, o.hours) else 0.5 end * {most_hours})
        + round(case when p.pay > 0 and o.pay > 0 then least(p.pay, o.pay)::float8 / p.pay else 0.5 end * {most_pay})
        + round(case when p.districts > 0 and o.districts > 0 then ((p.districts & o.districts) <> 0)::int::float8 else 0.5 end * {most_districts})
        )::int as wished,
        (round(case when p.has_terms then coalesce(w.shared, 0) / (coalesce(w.shared, 0) + 1000000) else 0.5 end * {most_duties})
        + case when p.has_careers and o.occupation > 0 then coalesce(c.worth, 0) else round(0.5::float8 * {most_occupation}) end
        + round(case when o.named > 0 then bit_count(p.certificates & o.certificates)::float8 / o.named else 0.5 end * {most_certificates})
        + round(case when o.week_hours > 0 and bit_count(p.week) > 0 then bit_count(p.week & o.week)::float8 / o.week_hours else 0.5 end * {most_schedule})
        )::int as asked
    from pair
    join person p on p.id = pair.person
    join posting o on o.id = pair.posting
    left join words w on w.person = pair.person and w.posting = pair.posting
    left join careers c on c.person = pair.person and c.occupation = o.occupation
    offset 0
),
placed as (
    select person, posting, points, row_number() over (partition by person order by points desc, posting) as place
    from (
        select person, posting, wished + asked + least(
            round(least(wished::float8 / {most_wished}, 1) * {both})::int, round(least(asked::float8 / {most_asked}, 1) * {both})::int
        ) as points
        from sides
    ) scored
)
select person, posting, points from placed where place <= {k} order by person, place
