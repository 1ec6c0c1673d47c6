//! String by string: the examples of the Library of Congress, a collection of sound and faulty ones, and others.

use super::*;
use crate::report::wording;

/// Every example of the specification of 4 February 2019, in its order: levels 0, 1 and 2.
const SPECIFICATION: &str = "\
1985-04-12 ⇒ 1985-04-12 to 1985-04-13 | 12 April 1985
1985-04 ⇒ 1985-04-01 to 1985-05-01 | April 1985
1985 ⇒ 1985-01-01 to 1986-01-01 | 1985
1985-04-12T23:20:30 ⇒ 1985-04-12 23:20:30 to 1985-04-12 23:20:31 | 12 April 1985, 23:20:30
1985-04-12T23:20:30Z ⇒ 1985-04-13 06:20:30 to 1985-04-13 06:20:31 | 13 April 1985, 06:20:30
1985-04-12T23:20:30-04 ⇒ 1985-04-13 10:20:30 to 1985-04-13 10:20:31 | 13 April 1985, 10:20:30
1985-04-12T23:20:30+04:30 ⇒ 1985-04-13 01:50:30 to 1985-04-13 01:50:31 | 13 April 1985, 01:50:30
1964/2008 ⇒ 1964-01-01 to 2009-01-01 | 1964–2008
2004-06/2006-08 ⇒ 2004-06-01 to 2006-09-01 | June 2004 – August 2006
2004-02-01/2005-02-08 ⇒ 2004-02-01 to 2005-02-09 | 1 February 2004 – 8 February 2005
2004-02-01/2005-02 ⇒ 2004-02-01 to 2005-03-01 | 1 February 2004 – February 2005
2004-02-01/2005 ⇒ 2004-02-01 to 2006-01-01 | 1 February 2004 – 2005
2005/2006-02 ⇒ 2005-01-01 to 2006-03-01 | 2005 – February 2006
Y170000002 ⇒ no stretch: the year 170000002, which lies out of the years −9999 to 9999 that are shown
Y-170000002 ⇒ no stretch: the year −170000002, which lies out of the years −9999 to 9999 that are shown
2001-21 ⇒ 2001-03-01 to 2001-06-01 | spring 2001
1984? ⇒ 1984-01-01 to 1985-01-01 | perhaps 1984
2004-06~ ⇒ 2004-06-01 to 2004-07-01 | c. June 2004
2004-06-11% ⇒ 2004-06-11 to 2004-06-12 | perhaps c. 11 June 2004
201X ⇒ 2010-01-01 to 2020-01-01 | 2010s
20XX ⇒ 2000-01-01 to 2100-01-01 | 2000–2099
2004-XX ⇒ 2004-01-01 to 2005-01-01 | a month of 2004
1985-04-XX ⇒ 1985-04-01 to 1985-05-01 | a day of April 1985
1985-XX-XX ⇒ 1985-01-01 to 1986-01-01 | a day of 1985
1985-04-12/.. ⇒ 1985-04-12 to end | since 12 April 1985
1985-04/.. ⇒ 1985-04-01 to end | since April 1985
1985/.. ⇒ 1985-01-01 to end | since 1985
../1985-04-12 ⇒ beginning to 1985-04-13 | until 12 April 1985
../1985-04 ⇒ beginning to 1985-05-01 | until April 1985
../1985 ⇒ beginning to 1986-01-01 | until 1985
1985-04-12/ ⇒ 1985-04-12 to 1985-04-13 | from 12 April 1985, end unknown
1985-04/ ⇒ 1985-04-01 to 1985-05-01 | from April 1985, end unknown
1985/ ⇒ 1985-01-01 to 1986-01-01 | from 1985, end unknown
/1985-04-12 ⇒ 1985-04-12 to 1985-04-13 | until 12 April 1985, beginning unknown
/1985-04 ⇒ 1985-04-01 to 1985-05-01 | until April 1985, beginning unknown
/1985 ⇒ 1985-01-01 to 1986-01-01 | until 1985, beginning unknown
-1985 ⇒ -1985-01-01 to -1984-01-01 | 1986 BC
Y-17E7 ⇒ no stretch: the year −170000000, which lies out of the years −9999 to 9999 that are shown
1950S2 ⇒ 1900-01-01 to 2000-01-01 | a year from 1900 to 1999, estimated 1950
Y171010000S3 ⇒ no stretch: about the year 171010000, which lies out of the years −9999 to 9999 that are shown
Y3388E2S3 ⇒ no stretch: about the year 338800, which lies out of the years −9999 to 9999 that are shown
2001-34 ⇒ 2001-04-01 to 2001-07-01 | second quarter of 2001
[1667,1668,1670..1672] ⇒ 1667-01-01 to 1673-01-01 | at one of several times from 1667 to 1672
[..1760-12-03] ⇒ beginning to 1760-12-04 | 3 December 1760 or earlier
[1760-12..] ⇒ 1760-12-01 to end | December 1760 or later
[1760-01,1760-02,1760-12..] ⇒ 1760-01-01 to end | January 1760 or later
[1667,1760-12] ⇒ 1667-01-01 to 1761-01-01 | at one of several times from 1667 to December 1760
[..1984] ⇒ beginning to 1985-01-01 | 1984 or earlier
{1667,1668,1670..1672} ⇒ 1667-01-01 to 1673-01-01 | at several times from 1667 to 1672
{1960,1961-12} ⇒ 1960-01-01 to 1962-01-01 | at several times from 1960 to December 1961
{..1984} ⇒ beginning to 1985-01-01 | 1984 and earlier
2004-06~-11 ⇒ 2004-06-11 to 2004-06-12 | 11 June 2004 (year and month approximate)
2004?-06-11 ⇒ 2004-06-11 to 2004-06-12 | 11 June 2004 (year uncertain)
?2004-06-~11 ⇒ 2004-06-11 to 2004-06-12 | 11 June 2004 (year uncertain, day approximate)
2004-%06-11 ⇒ 2004-06-11 to 2004-06-12 | 11 June 2004 (month uncertain and approximate)
156X-12-25 ⇒ 1560-12-25 to 1569-12-26 | 25 December of a year from 1560 to 1569
15XX-12-25 ⇒ 1500-12-25 to 1599-12-26 | 25 December of a year from 1500 to 1599
XXXX-12-XX ⇒ no stretch: a day of December, in a year that is not known
1XXX-XX ⇒ 1000-01-01 to 2000-01-01 | a month from January 1000 to December 1999
1XXX-12 ⇒ 1000-12-01 to 2000-01-01 | December of a year from 1000 to 1999
1984-1X ⇒ 1984-10-01 to 1985-01-01 | a month from October 1984 to December 1984
2004-06-~01/2004-06-~20 ⇒ 2004-06-01 to 2004-06-21 | 1 June 2004 (day approximate) – 20 June 2004 (day approximate)
2004-06-XX/2004-07-03 ⇒ 2004-06-01 to 2004-07-04 | a day of June 2004 – 3 July 2004";

/// Sound and faulty strings as they turn up in dossiers.
const CASES: &str = "\
1985-04-12 ⇒ 1985-04-12 to 1985-04-13 | 12 April 1985
1985-04 ⇒ 1985-04-01 to 1985-05-01 | April 1985
1985 ⇒ 1985-01-01 to 1986-01-01 | 1985
1985-04-12T23:20:30 ⇒ 1985-04-12 23:20:30 to 1985-04-12 23:20:31 | 12 April 1985, 23:20:30
1985-04-12T23:20:30Z ⇒ 1985-04-13 06:20:30 to 1985-04-13 06:20:31 | 13 April 1985, 06:20:30
1985-04-12T23:20:30+04:30 ⇒ 1985-04-13 01:50:30 to 1985-04-13 01:50:31 | 13 April 1985, 01:50:30
1964/2008 ⇒ 1964-01-01 to 2009-01-01 | 1964–2008
2004-06/2006-08 ⇒ 2004-06-01 to 2006-09-01 | June 2004 – August 2006
2004-02-01/2005 ⇒ 2004-02-01 to 2006-01-01 | 1 February 2004 – 2005
2005/2006-02 ⇒ 2005-01-01 to 2006-03-01 | 2005 – February 2006
Y170000002 ⇒ no stretch: the year 170000002, which lies out of the years −9999 to 9999 that are shown
Y-170000002 ⇒ no stretch: the year −170000002, which lies out of the years −9999 to 9999 that are shown
2001-21 ⇒ 2001-03-01 to 2001-06-01 | spring 2001
2001-34 ⇒ 2001-04-01 to 2001-07-01 | second quarter of 2001
1984? ⇒ 1984-01-01 to 1985-01-01 | perhaps 1984
2004-06~ ⇒ 2004-06-01 to 2004-07-01 | c. June 2004
2004-06-11% ⇒ 2004-06-11 to 2004-06-12 | perhaps c. 11 June 2004
201X ⇒ 2010-01-01 to 2020-01-01 | 2010s
20XX ⇒ 2000-01-01 to 2100-01-01 | 2000–2099
2004-XX ⇒ 2004-01-01 to 2005-01-01 | a month of 2004
1985-04-XX ⇒ 1985-04-01 to 1985-05-01 | a day of April 1985
1985-XX-XX ⇒ 1985-01-01 to 1986-01-01 | a day of 1985
1985-04-12/.. ⇒ 1985-04-12 to end | since 12 April 1985
1985-04/.. ⇒ 1985-04-01 to end | since April 1985
1985/.. ⇒ 1985-01-01 to end | since 1985
1985-04-12/ ⇒ 1985-04-12 to 1985-04-13 | from 12 April 1985, end unknown
1985/ ⇒ 1985-01-01 to 1986-01-01 | from 1985, end unknown
../1985-04-12 ⇒ beginning to 1985-04-13 | until 12 April 1985
/1985-04-12 ⇒ 1985-04-12 to 1985-04-13 | until 12 April 1985, beginning unknown
../1985 ⇒ beginning to 1986-01-01 | until 1985
/1985 ⇒ 1985-01-01 to 1986-01-01 | until 1985, beginning unknown
-1985 ⇒ -1985-01-01 to -1984-01-01 | 1986 BC
1984~/2004-06 ⇒ 1984-01-01 to 2004-07-01 | c. 1984 – June 2004
1984/2004-06~ ⇒ 1984-01-01 to 2004-07-01 | 1984 – c. June 2004
1984?/2004% ⇒ 1984-01-01 to 2005-01-01 | perhaps 1984–c. 2004
2004-06-11%/2004-06~ ⇒ 2004-06-11 to 2004-07-01 | perhaps c. 11 June 2004 – June 2004
1950S2 ⇒ 1900-01-01 to 2000-01-01 | a year from 1900 to 1999, estimated 1950
[..1904] ⇒ beginning to 1905-01-01 | 1904 or earlier
[1667,1668,1670..1672] ⇒ 1667-01-01 to 1673-01-01 | at one of several times from 1667 to 1672
{1667,1668,1670..1672} ⇒ 1667-01-01 to 1673-01-01 | at several times from 1667 to 1672
..1983-12-31 ⇒ beginning to 1984-01-01 | 31 December 1983 or earlier
2004?-06-11 ⇒ 2004-06-11 to 2004-06-12 | 11 June 2004 (year uncertain)
?2004-06-~11 ⇒ 2004-06-11 to 2004-06-12 | 11 June 2004 (year uncertain, day approximate)
156X-12-25 ⇒ 1560-12-25 to 1569-12-26 | 25 December of a year from 1560 to 1569
15XX-12-25 ⇒ 1500-12-25 to 1599-12-26 | 25 December of a year from 1500 to 1599
XXXX-12-XX ⇒ no stretch: a day of December, in a year that is not known
1XXX-XX ⇒ 1000-01-01 to 2000-01-01 | a month from January 1000 to December 1999
1985-13 ⇒ no: there is no month 13
1985-02-30 ⇒ no: month 02 of 1985 has no day 30
2022-02-29 ⇒ no: month 02 of 2022 has no day 29
1985-4-12 ⇒ no: “4” is not a month in two digits → 1985-04-12
85-04-12 ⇒ no: a year has four digits → 1985-04-12 → 2085-04-12
2020-39 ⇒ 2020-09-01 to 2021-01-01 | last third of 2020
unknown/2006 ⇒ no: “unknown” and “open” are words of an older draft of EDTF → /2006
2004-06-01/unknown ⇒ no: “unknown” and “open” are words of an older draft of EDTF → 2004-06-01/
2004-01-01/open ⇒ no: “unknown” and “open” are words of an older draft of EDTF → 2004-01-01/..
2004-01-01/2003 ⇒ no: it ends before it starts
0000 ⇒ 0000-01-01 to 0001-01-01 | 1 BC
-0001 ⇒ -0001-01-01 to 0000-01-01 | 2 BC
9999 ⇒ 9999-01-01 to end | 9999
10000 ⇒ no: Dateline knows the years -9999 to 9999 only → Y10000
1900-02-29 ⇒ no: month 02 of 1900 has no day 29
2022-W03 ⇒ no: “W03” is not a month in two digits → 2022-01-17/2022-01-23
2022-01-05T24:00/2022-01-06 ⇒ 2022-01-06 to 2022-01-07 | 6 January 2022, 00:00 – 6 January 2022
2022-01-04T23:00/2022-01-05T04:00~ ⇒ 2022-01-04 23:00 to 2022-01-05 04:00 | 4 January 2022, 23:00 – c. 5 January 2022, 04:00
2022-01-05T09:00 ⇒ 2022-01-05 09:00 to 2022-01-05 09:01 | 5 January 2022, 09:00
  2022-01-05  ⇒ 2022-01-05 to 2022-01-06 | 5 January 2022
\u{ff12}\u{ff10}\u{ff12}\u{ff12} ⇒ no: its digits or signs are not those of ASCII → 2022
2022–01–05 ⇒ no: it has dashes instead of hyphens → 2022-01-05
5 January 2022 ⇒ no: EDTF writes this in another way → 2022-01-05
 ⇒ no: it is empty";

/// The other parts of a year.
const GROUPINGS: &str = "\
2001-22 ⇒ 2001-06-01 to 2001-09-01 | summer 2001
2001-23 ⇒ 2001-09-01 to 2001-12-01 | autumn 2001
2001-24 ⇒ 2001-12-01 to 2002-03-01 | winter 2001
2001-25 ⇒ 2001-03-01 to 2001-06-01 | spring 2001
2001-26 ⇒ 2001-06-01 to 2001-09-01 | summer 2001
2001-27 ⇒ 2001-09-01 to 2001-12-01 | autumn 2001
2001-28 ⇒ 2001-12-01 to 2002-03-01 | winter 2001
2001-29 ⇒ 2001-09-01 to 2001-12-01 | southern spring 2001
2001-30 ⇒ 2001-12-01 to 2002-03-01 | southern summer 2001
2001-31 ⇒ 2001-03-01 to 2001-06-01 | southern autumn 2001
2001-32 ⇒ 2001-06-01 to 2001-09-01 | southern winter 2001
2001-33 ⇒ 2001-01-01 to 2001-04-01 | first quarter of 2001
2001-34 ⇒ 2001-04-01 to 2001-07-01 | second quarter of 2001
2001-35 ⇒ 2001-07-01 to 2001-10-01 | third quarter of 2001
2001-36 ⇒ 2001-10-01 to 2002-01-01 | fourth quarter of 2001
2001-37 ⇒ 2001-01-01 to 2001-05-01 | first third of 2001
2001-38 ⇒ 2001-05-01 to 2001-09-01 | second third of 2001
2001-39 ⇒ 2001-09-01 to 2002-01-01 | last third of 2001
2001-40 ⇒ 2001-01-01 to 2001-07-01 | first half of 2001
2001-41 ⇒ 2001-07-01 to 2002-01-01 | second half of 2001";

/// Other notations with what is proposed for them, and corners of level 2.
const OTHERS: &str = "\
2022—01—05 ⇒ no: it has dashes instead of hyphens → 2022-01-05
January 5, 2022 ⇒ no: EDTF writes this in another way → 2022-01-05
Jan. 2022 ⇒ no: EDTF writes this in another way → 2022-01
January 2022 ⇒ no: EDTF writes this in another way → 2022-01
Wednesday, 5th of January 2022 ⇒ no: EDTF writes this in another way → 2022-01-05
2022-1 ⇒ no: “1” is not a month in two digits → 2022-01
2022.01.05 ⇒ no: EDTF writes this in another way → 2022-01-05
05.01.2022 ⇒ no: EDTF writes this in another way → 2022-01-05
05/01/2022 ⇒ no: it is not clear which number is the day → 2022-01-05 → 2022-05-01
25/01/2022 ⇒ no: it has more than one stroke → 2022-01-25
01/25/2022 ⇒ no: it has more than one stroke → 2022-01-25
2022/01/05 ⇒ no: it has more than one stroke → 2022-01-05
01/2022 ⇒ no: “01” is not a year in four digits → 2022-01
20220105 ⇒ no: EDTF writes this in another way → 2022-01-05
202201 ⇒ no: EDTF writes this in another way → 2022-01
1985-04-12 23:20 ⇒ no: “12 23:20” is not a day in two digits → 1985-04-12T23:20
1985-04-12 9:5 ⇒ no: “12 9:5” is not a day in two digits → 1985-04-12T09:05
1985-04-12t23:20:30z ⇒ no: “12t23:20:30z” is not a day in two digits → 1985-04-12T23:20:30Z
1985-04-12T23:20:30+0430 ⇒ no: “+0430” is not an offset from UTC such as Z, +04:30 or -04 → 1985-04-12T23:20:30+04:30
1985-04-12T23:20:30.5Z ⇒ no: “23:20:30.5Z” is not a time of day such as 09:30 → 1985-04-12T23:20:30Z
5 January 2022, 9:30 pm ⇒ no: EDTF writes this in another way → 2022-01-05T21:30
20220105T0930 ⇒ no: EDTF writes this in another way → 2022-01-05T09:30
199u ⇒ no: EDTF writes this in another way → 199X
2004-06-uu ⇒ no: “uu” is not a day in two digits → 2004-06-XX
1984?~ ⇒ no: “1984?” is not a year in four digits → 1984%
y17e7 ⇒ no: “y17e7” is not a year in four digits → Y17E7
y-170000002 ⇒ no: “y” is not a year in four digits → Y-170000002
Y1985 ⇒ no: Y stands only before a year of more than four digits; the year is “1985” → 1985
2022-W03-2 ⇒ no: “W03” is not a month in two digits → 2022-01-18
2022-005 ⇒ no: “005” is not a month in two digits → 2022-01-05
c. 1985 ⇒ no: EDTF writes this in another way → 1985~
circa 1985 ⇒ no: EDTF writes this in another way → 1985~
about January 2022 ⇒ no: EDTF writes this in another way → 2022-01~
spring 2001 ⇒ no: EDTF writes this in another way → 2001-21
Q2 2001 ⇒ no: EDTF writes this in another way → 2001-34
2001-Q2 ⇒ no: “Q2” is not a month in two digits → 2001-34
the 1980s ⇒ no: EDTF writes this in another way → 198X
19th century ⇒ no: EDTF writes this in another way → 18XX
44 BC ⇒ no: EDTF writes this in another way → -0043
AD 33 ⇒ no: EDTF writes this in another way → 0033
1985-1990 ⇒ no: “1990” is not a month in two digits → 1985/1990
1985–1990 ⇒ no: EDTF writes this in another way → 1985/1990
1985 to 1990 ⇒ no: EDTF writes this in another way → 1985/1990
between 1985 and 1990 ⇒ no: EDTF writes this in another way → 1985/1990
since 1985 ⇒ no: EDTF writes this in another way → 1985/..
until 1985 ⇒ no: EDTF writes this in another way → ../1985
1985- ⇒ no: its end is either open or not known → 1985/.. → 1985/
1985-present ⇒ no: “present” is not a month in two digits → 1985/..
2004/now ⇒ no: “now” is not a year in four digits → 2004/..
[1667, 1668] ⇒ no: a set has no spaces → [1667,1668]
2022-01-05 – 2022-01-07 ⇒ no: it has more parts than year, month and day → 2022-01-05/2022-01-07
\u{662}\u{660}\u{662}\u{662} ⇒ no: its digits or signs are not those of ASCII → 2022
-0000 ⇒ no: the year 0 has no sign → 0000
2022-13 ⇒ no: there is no month 13
2021-02-29 ⇒ no: month 02 of 2021 has no day 29
22 ⇒ no: “22” is not a year in four digits
1985-04-12T23:20:30+4:30 ⇒ no: “+4:30” is not an offset from UTC such as Z, +04:30 or -04 → 1985-04-12T23:20:30+04:30
2022-01-05T25:00 ⇒ no: “25:00” is not a time of day such as 09:30
.. ⇒ no: only an interval may have an open end
yesterday ⇒ no: “yesterday” is not a year in four digits
1667..1672 ⇒ no: EDTF writes this in another way → 1667/1672
Y-50 ⇒ no: Y stands only before a year of more than four digits; the year is “-0050” → -0050
2022-01-05/2022-01-04 ⇒ no: it ends before it starts
[1672..1670] ⇒ no: a range in it ends before it starts
[1667 ⇒ no: its bracket is not closed
1985-04-12T10:00.. ⇒ no: a set has no times of day → 1985-04-12T10:00/..
2000/2001/2002 ⇒ no: it has more than one stroke
2004-2X ⇒ no: there is no date with these digits
1950S0 ⇒ no: “1950S0” is not a year and how many of its digits count, such as 1950S2
1985-06-31 ⇒ no: month 06 of 1985 has no day 31
2004-06-11~T10:00 ⇒ 2004-06-11 10:00 to 2004-06-11 10:01 | c. 11 June 2004, 10:00
XXXX ⇒ no stretch: a year that is not known
XXXX-XX-15 ⇒ no stretch: day 15 of a month, in a year that is not known
XXXX-12-25/2004 ⇒ no stretch: an interval, one end of which is 25 December, in a year that is not known
?1985 ⇒ 1985-01-01 to 1986-01-01 | perhaps 1985
2004-0X-3X ⇒ 2004-01-30 to 2004-10-01 | a day from 30 January 2004 to 30 September 2004
1983-12-31.. ⇒ 1983-12-31 to end | 31 December 1983 or later
-199X ⇒ -1999-01-01 to -1989-01-01 | a year from 2000 BC to 1991 BC
-0043-03-15~ ⇒ -0043-03-15 to -0043-03-16 | c. 15 March 44 BC
Y3E3 ⇒ 3000-01-01 to 3001-01-01 | 3000
2022-01-05T10:00Z/2022-01-05T11:30Z ⇒ 2022-01-05 16:00 to 2022-01-05 17:30 | 5 January 2022, 16:00–17:30
../.. ⇒ beginning to end | with no beginning and no end
/ ⇒ no stretch: an interval without a date at either end
../ ⇒ no stretch: an interval without a date at either end
199X-05 ⇒ 1990-05-01 to 1999-06-01 | May of a year from 1990 to 1999
2X11 ⇒ 2011-01-01 to 2912-01-01 | a year from 2011 to 2911
T10:00 ⇒ no: “” is not a year in four digits
2022-01T10:00 ⇒ no: a time of day needs a whole date before it
1e3 ⇒ no: “1e3” is not a year in four digits
1985-04-12/1985-04-XX ⇒ 1985-04-12 to 1985-05-01 | 12 April 1985 – a day of April 1985
{2001-21,2001-34} ⇒ 2001-03-01 to 2001-07-01 | at several times from spring 2001 to second quarter of 2001";

/// The first moment and the first one after it, and the words; or the words alone; or what is wrong and what to write.
fn line(text: &str) -> String {
    let show = |at: Moment| match at {
        Moment::MIN => "beginning".to_owned(),
        Moment::MAX => "end".to_owned(),
        at if at.0 % DAY == 0 => at.to_civil().format("%Y-%m-%d").to_string(),
        at if at.0 % 60 == 0 => at.to_civil().format("%Y-%m-%d %H:%M").to_string(),
        at => at.to_civil().format("%Y-%m-%d %H:%M:%S").to_string(),
    };
    match read(text, Tz::Asia__Almaty) {
        Ok(Reading::When(when)) => {
            assert_eq!(when.to_string().parse::<When>(), Ok(when), "{text}");
            format!("{} to {} | {}", show(when.earliest()), show(when.latest()), wording::when(&when))
        }
        Ok(Reading::Unplaced(words)) => format!("no stretch: {words}"),
        Err(error) => {
            let mut said = vec![format!("no: {}", error.reason)];
            said.extend(error.instead);
            said.join(" → ")
        }
    }
}

fn check(table: &str) {
    let found: Vec<_> =
        table.lines().map(|row| row.split_once(" ⇒ ").unwrap().0).map(|text| format!("{text} ⇒ {}", line(text))).collect();
    assert_eq!(found.join("\n"), table);
}

#[test]
fn the_examples_of_the_library_of_congress() {
    check(SPECIFICATION);
}

#[test]
fn strings_as_they_turn_up_in_dossiers() {
    check(CASES);
}

#[test]
fn parts_of_a_year() {
    check(GROUPINGS);
}

#[test]
fn other_notations() {
    check(OTHERS);
}
