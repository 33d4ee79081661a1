-- SPDX-License-Identifier: MIT
-- Prints the same with any C library under sqlite3.
pragma journal_mode = wal;
create table items(id integer primary key, name text not null, price real, made text check (made is null or date(made) is not null));
create index items_by_name on items(name collate nocase);
create table log(id integer references items on delete cascade, what text);
pragma foreign_keys = on;
create trigger logged after insert on items begin insert into log values (new.id, 'added ' || new.name); end;
with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
insert into items select i, printf('Item %05d', (i * 7919) % 5003), round(i * 1.37, 2), date('2000-01-01', '+' || i || ' days') from n;
begin; delete from items where id % 2 = 0; select count(*), count(distinct name) from items; rollback;
begin; savepoint a; update items set price = price * 1.1; savepoint b; delete from items; rollback to b; release a; commit;
select count(*), sum(price), avg(price), max(made), min(made) from items;
.mode column
.headers on
select id, name, price, strftime('%j %W %w', made) as day from items where name like 'item 000%' order by name limit 8;
.mode json
select name, row_number() over (partition by id % 3 order by price desc) as place, sum(price) over (order by id rows 2 preceding) as running from items where id < 8;
.mode csv
select 0.1 + 0.2, 1e300 * 10, 9223372036854775807, -1.5e-10, 1/3.0, printf('%.17g|%08.3f|%e|%x', 0.1, 3.14159, 123456.789, 255);
select datetime(0, 'unixepoch'), julianday('2024-02-29'), strftime('%s', '1969-12-31'), date('2024-01-31', '+1 month');
select json_extract('{"a":[1,2,{"b":"ä€😀"}]}', '$.a[2].b'), upper('straße'), length('ä€😀'), hex('é'), 'b' between 'a' and 'c';
select sqrt(2), ln(10), pow(2, 0.5), sin(1), floor(-1.5), atan2(1, 2), 10 % 3;
create virtual table words using fts4(body);
insert into words values ('the quick brown fox'), ('jumps over the lazy dog'), ('quick quick slow');
select rowid, snippet(words) from words where words match 'quick';
create virtual table boxes using rtree(id, x0, x1, y0, y1);
insert into boxes select id, id % 71, id % 71 + 2, id % 37, id % 37 + 3 from items;
select count(*) from boxes where x0 > 10 and x1 < 20 and y0 > 5 and y1 < 30;
insert into items(id, name) values (1, 'twice');
insert into log values (99999, 'no such item');
select * from no_such_table;
delete from items where id = 5000;
select count(*) from log where id = 5000;
vacuum;
pragma integrity_check;
pragma foreign_key_check;
.mode list
select count(*), total(length(what)) from log;
.dump log_nothing
.backup copy.db
.open copy.db
pragma integrity_check;
select count(*) from items;
