const number = new Intl.NumberFormat();
const short = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 3 });
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Each answers `{value, unit}`: the unit is shown smaller. */
export const count = (value) => ({ value: number.format(value), unit: '' });

export const rate = (value) => short.format(value);

/** A mark of an axis: a quarter is no third. */
export const mark = (value) => exact.format(value);

export const percent = (share) => ({ value: short.format(share * 100), unit: '%' });

export function bytes(value) {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, value)) / 10)));
  return { value: short.format(value / 1024 ** power), unit: UNITS[power] };
}

/** The two largest parts of a time: `3 d 4 h`, `5 min 12 s`; a number stays in one line with its unit. */
export function span(seconds) {
  const parts = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ];
  let rest = Math.floor(seconds);
  const named = parts.map(([name, size]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return { name, amount };
  });
  const first = named.findIndex(({ amount }) => amount > 0);
  const shown = first < 0 ? named.slice(-1) : named.slice(first, first + 2).filter(({ amount }) => amount > 0);
  return { value: shown.map(({ name, amount }) => `${amount}\u00a0${name}`).join(' '), unit: '' };
}
