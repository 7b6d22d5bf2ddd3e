const dayMs = 86_400_000;
/** Leap days are eight years apart at the most (2096 to 2104); a schedule that finds no day in that time has none. */
const longestSearchDays = 366 * 9;

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The numbers a field may have, with the names that stand for them. */
interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const sixFields = /^\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s*$/;

type DayTest = (date: Date) => boolean;

/** When a schedule runs. */
export interface Schedule {
  /** The first run after `instant` (epoch milliseconds); nothing when there will be none. */
  nextAfter(instant: number): number | undefined;
}

/**
 * Reads the six fields of an EventBridge cron expression: minutes, hours, day of month, month, day of week, year
 * (user guide, "cron expressions"). One of the two day fields is `?`. Gives nothing for text that is none.
 */
export function readCron(text: string): Schedule | undefined {
  const [, minute, hour, dayOfMonth, month, dayOfWeek, year] = sixFields.exec(text) ?? [];
  const minutes = readField(minute, { least: 0, most: 59 });
  const hours = readField(hour, { least: 0, most: 23 });
  const isMonth = readField(month, { least: 1, most: 12, names: months });
  const isYear = readField(year, { least: 1970, most: 2199 });
  const isDay = readDay(dayOfMonth, dayOfWeek);
  if (!minutes || !hours || !isMonth || !isYear || !isDay) return undefined;
  const fits: DayTest = (date) =>
    isYear.has(date.getUTCFullYear()) && isMonth.has(date.getUTCMonth() + 1) && isDay(date);
  return { nextAfter: (instant) => firstAfter(instant, fits, { minutes, hours }) };
}

function firstAfter(
  instant: number,
  fits: DayTest,
  { minutes, hours }: { minutes: ReadonlySet<number>; hours: ReadonlySet<number> },
): number | undefined {
  const inOrder = (set: ReadonlySet<number>) => [...set].sort((one, other) => one - other);
  const today = Math.floor(instant / dayMs) * dayMs;
  for (let day = 0; day < longestSearchDays; day++) {
    const midnight = today + day * dayMs;
    if (!fits(new Date(midnight))) continue;
    for (const hour of inOrder(hours)) {
      for (const minute of inOrder(minutes)) {
        const run = midnight + (hour * 60 + minute) * 60_000;
        if (run > instant) return run;
      }
    }
  }
  return undefined;
}

/** `*`, and lists of numbers, names, ranges and steps such as `MON-FRI`, `0/15`, `1-10/3`. */
function readField(text = '', field: Field): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [, range = '', step = ''] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const bounds = readBounds(range, step !== '', field);
    if (bounds === undefined || step === '0') return undefined;
    for (let value = bounds.from; value <= bounds.to; value += Number(step || 1)) values.add(value);
  }
  return values;
}

function readBounds(range: string, hasStep: boolean, field: Field): { from: number; to: number } | undefined {
  if (range === '*') return { from: field.least, to: field.most };
  const [first = '', last, ...rest] = range.split('-');
  const from = readNumber(first, field);
  const to = last === undefined ? (hasStep ? field.most : from) : readNumber(last, field);
  if (from === undefined || to === undefined || rest.length > 0 || from > to) return undefined;
  return { from, to };
}

function readNumber(text: string, { least, most, names = [] }: Field): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + least : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

function readDay(dayOfMonth = '', dayOfWeek = ''): DayTest | undefined {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  return dayOfWeek === '?' ? readDayOfMonth(dayOfMonth) : readDayOfWeek(dayOfWeek);
}

/** Days of the month, `L` for the last, `15W` for the weekday nearest to the 15th within its month. */
function readDayOfMonth(text: string): DayTest | undefined {
  if (text === 'L') return (date) => date.getUTCDate() === lastDayOf(date);
  const [, near] = /^(\d+)W$/.exec(text) ?? [];
  if (near !== undefined) return (date) => date.getUTCDate() === nearestWeekday(date, Number(near));
  const days = readField(text, { least: 1, most: 31 });
  return days && ((date) => days.has(date.getUTCDate()));
}

/** Days of the week, 1 is Sunday; `5L` the month's last Thursday, `3#2` its second Tuesday. */
function readDayOfWeek(text: string): DayTest | undefined {
  const field = { least: 1, most: 7, names: weekdays };
  const [, day = '', mark] = /^(\w+?)(L|#[1-5])$/.exec(text) ?? [];
  if (mark === undefined) {
    const days = readField(text === 'L' ? 'SAT' : text, field);
    return days && ((date) => days.has(date.getUTCDay() + 1));
  }
  const wanted = readNumber(day, field);
  if (wanted === undefined) return undefined;
  return (date) => {
    if (date.getUTCDay() + 1 !== wanted) return false;
    return mark === 'L'
      ? date.getUTCDate() + 7 > lastDayOf(date)
      : Math.ceil(date.getUTCDate() / 7) === Number(mark.slice(1));
  };
}

function lastDayOf(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

function nearestWeekday(date: Date, wanted: number): number {
  const last = lastDayOf(date);
  const day = Math.min(wanted, last);
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 0) return day < last ? day + 1 : day - 2;
  return day;
}
