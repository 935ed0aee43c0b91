import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCase } from './run-case.ts';

const now = '2026-01-02T03:04:05Z';
const value = (expression: string) => runCase({ id: 'own', expression, source: {}, now });
const error = (code: string) => ({ $error: code });

describe('reading dates', () => {
  it.each([
    ['2020-03-16', '3/16/2020 12:00:00 AM'],
    ['2020-03-16Z', '3/16/2020 12:00:00 AM'],
    ['2020-03-16-07:00', '3/16/2020 7:00:00 AM'],
    ['2020-03-16T23:15', '3/16/2020 11:15:00 PM'],
    ['2020-03-16 23:15:30.1234567+02:00', '3/16/2020 9:15:30 PM'],
    ['3/6/2020', '3/6/2020 12:00:00 AM'],
    ['3/6/2020 12:00:00 PM', '3/6/2020 12:00:00 PM'],
    ['3/6/2020 14:05', '3/6/2020 2:05:00 PM'],
    ['0001-01-01', '1/1/0001 12:00:00 AM'],
  ])('CDate takes %s', (text, wanted) => {
    expect(value(`CDate("${text}")`)).toBe(wanted);
  });

  it.each([
    '2021-02-29',
    '2020-13-01',
    '2020-03-16T24:00',
    '13/1/2020',
    '3/6/2020 13:00 PM',
    '0001-01-01+01:00',
    '1',
    '',
  ])('CDate refuses %j', (text) => {
    expect(value(`CDate("${text}")`)).toEqual(error('ArgumentType'));
  });
});

describe('counting with dates', () => {
  it.each([
    ['DateAdd("m", 1, "2024-01-31")', '2/29/2024 12:00:00 AM'],
    ['DateAdd("yyyy", -1, "2024-02-29")', '2/28/2023 12:00:00 AM'],
    ['DateAdd("m", -13, "2024-01-15 10:00")', '12/15/2022 10:00:00 AM'],
    ['DateAdd("D", 1, "2024-01-15")', error('ArgumentValue')],
    ['DateAdd("yyyy", 9000, "2024-01-15")', error('ArgumentValue')],
    ['DateAdd("s", 99999999999999999999, "2024-01-15")', error('ArgumentValue')],
    ['DateDiff("n", "2024-01-01 10:00", "2024-01-01 10:01:59")', '1'],
    ['DateDiff("d", "2024-01-02", "2024-01-01 12:00")', '0'],
    ['DateDiff("ww", "2024-01-06", "2024-01-07")', '1'],
    ['DateDiff("m", "2024-01-31", "2024-02-01")', '1'],
    ['DateFromNum(0)', '1/1/1601 12:00:00 AM'],
    ['DateFromNum(9223372036854775807)', error('ArgumentValue')],
    ['DateFromNum(-1)', error('ArgumentValue')],
    ['NumFromDate("1601-01-01T00:00:00.0000001Z")', '1'],
    ['NumFromDate("1600-12-31")', error('ArgumentType')],
    ['NumFromDate("8/15/2025 12:00:00 AM")', error('ArgumentType')],
  ])('%s', (expression, wanted) => {
    expect(value(expression)).toEqual(wanted);
  });

  it('NumFromDate and DateFromNum are inverse to whole seconds', () => {
    const ticks = fc.bigInt({ min: 0n, max: 265_046_774_399n }).map((seconds) => seconds * 10_000_000n);
    fc.assert(
      fc.property(ticks, (count) => {
        const iso = `FormatDateTime(DateFromNum(${count}), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-ddTHH:mm:ssK")`;
        expect(value(`NumFromDate(${iso})`)).toBe(String(count));
      }),
    );
  });

  it('agrees with the calendar of the host', () => {
    const instant = fc.date({
      min: new Date('0001-01-01'),
      max: new Date('9999-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, (date) => {
        const shown = runCase({
          id: 'own',
          expression: `FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "ddd, dd MMM yyyy HH:mm:ss 'GMT'")`,
          source: {},
          now: date.toISOString(),
        });
        expect(shown).toBe(date.toUTCString());
      }),
    );
  });
});

describe('.NET date formats', () => {
  const write = (format: string) =>
    value(`FormatDateTime("2009-06-05T13:45:30.6170000Z", , "yyyy-MM-ddTHH:mm:ss.fffffffK", "${format}")`);

  it.each([
    ['d', '06/05/2009'],
    ['D', 'Friday, 05 June 2009'],
    ['f', 'Friday, 05 June 2009 13:45'],
    ['F', 'Friday, 05 June 2009 13:45:30'],
    ['g', '06/05/2009 13:45'],
    ['G', '06/05/2009 13:45:30'],
    ['M', 'June 05'],
    ['o', '2009-06-05T13:45:30.6170000Z'],
    ['R', 'Fri, 05 Jun 2009 13:45:30 GMT'],
    ['s', '2009-06-05T13:45:30'],
    ['t', '13:45'],
    ['T', '13:45:30'],
    ['u', '2009-06-05 13:45:30Z'],
    ['Y', '2009 June'],
    ['%d', '5'],
    ['d dd ddd dddd', '5 05 Fri Friday'],
    ['M MM MMM MMMM', '6 06 Jun June'],
    ['%y', '9'],
    ['yy yyy yyyy yyyyy', '09 2009 2009 02009'],
    ['h hh H HH', '1 01 13 13'],
    ['m mm s ss', '45 45 30 30'],
    ['f ff fff ffffff', '6 61 617 617000'],
    ['ss.FFFFFFF', '30.617'],
    ['t tt gg', 'P PM A.D.'],
    ['z zz zzz K', '+0 +00 +00:00 Z'],
    ["yyyy'year'", '2009year'],
    ['h\\\\h', '1h'],
    ['yyyyMMddHHmmss.fZ', '20090605134530.6Z'],
  ])('writes %s as %s', (format, wanted) => {
    expect(write(format)).toBe(wanted);
  });

  it.each(['x', 'ffffffff', '', "yyyy'", '100%'])('refuses %j as a format', (format) => {
    expect(write(format)).toEqual(error('ArgumentValue'));
  });

  it('leaves out the point before an empty fraction', () => {
    expect(value('FormatDateTime("2009-06-05", , "yyyy-MM-dd", "ss.FFF")')).toBe('00');
  });

  const read = (text: string, format: string) => value(`FormatDateTime("${text}", , "${format}", "s")`);

  it.each([
    ['5/6/09', 'd/M/yy', '2009-06-05T00:00:00'],
    ['05061999', 'ddMMyyyy', '1999-06-05T00:00:00'],
    ['Fri 5 june 2009', 'ddd d MMMM yyyy', '2009-06-05T00:00:00'],
    ['2009-06-05 1 pm', 'yyyy-MM-dd h tt', '2009-06-05T13:00:00'],
    ['2009-06-05 12', 'yyyy-MM-dd hh', '2009-06-05T00:00:00'],
    ['2009-06-05T13:00+02:00', 'yyyy-MM-ddTHH:mmzzz', '2009-06-05T11:00:00'],
    ['2009-06-05T13:00-7', 'yyyy-MM-ddTHH:mmz', '2009-06-05T20:00:00'],
    ['2009-06-05T13:00Z', 'yyyy-MM-ddTHH:mmK', '2009-06-05T13:00:00'],
    ['13:00', 'HH:mm', '2026-01-02T13:00:00'],
    ['2009', 'yyyy', '2009-01-01T00:00:00'],
    ['2009-06-05T13:45:30', 's', '2009-06-05T13:45:30'],
  ])('reads %s by %s', (text, format, wanted) => {
    expect(read(text, format)).toBe(wanted);
  });

  it.each([
    ['5/6/2009', 'dd/MM/yyyy'],
    ['2009-06-05x', 'yyyy-MM-dd'],
    ['Mon 5 June 2009', 'ddd d MMMM yyyy'],
    ['2009-02-30', 'yyyy-MM-dd'],
    ['13 AM', 'HH tt'],
    ['5 6', 'd d'],
    ['2009-06-05+15:00', 'yyyy-MM-ddzzz'],
  ])('does not read %s by %s', (text, format) => {
    expect(read(text, format)).toEqual(error('ArgumentType'));
  });

  it('takes the form without styles too', () => {
    expect(value('FormatDateTime("2009-06-05", "yyyy-MM-dd", "dd.MM.yyyy")')).toBe('05.06.2009');
  });
});
