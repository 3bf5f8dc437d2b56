// What the hand moves, in numbers: distributions that give way, penalties, perfect samples, texts.
// While a bar is dragged nothing asks the server, so these formulas of losscore and formats of
// wording/formats.py stand here once more; tests/browser/test_movable_numbers.py holds them.

const sum = (values) => values.reduce((total, value) => total + value, 0);
const total = (truth, term) => sum(truth.map((y, k) => term(y, k)));
const ofOthers = (values, k) => sum(values.filter((_, j) => j !== k));
const squares = (values) => values.map((value) => value * value);

// By name: the penalty of truth y and prediction p, and Σₖ pₖ·|∂L/∂pₖ|.
const LOSSES = {
  squared_error: {
    penalty: (y, p) => total(y, (yk, k) => (p[k] - yk) ** 2),
    pull: (y, p) => total(y, (yk, k) => 2 * p[k] * Math.abs(p[k] - yk)),
  },
  cross_entropy: {
    penalty: (y, p, { floor = 0 }) =>
      total(y, (yk, k) => yk && -yk * Math.log(Math.min(Math.max(p[k], floor), 1))),
    pull: (y, p, { floor = 0 }) =>
      total(y, (yk, k) => yk && (floor && p[k] <= floor ? 0 : yk * p[k] * (1 / p[k]))),
  },
  spherical: {
    penalty(y, p) {
      const n = Math.sqrt(sum(squares(p)));
      return total(y, (yk, k) => (yk * ofOthers(squares(p), k)) / (n * (n + p[k])));
    },
    pull(y, p) {
      const n = Math.sqrt(sum(squares(p)));
      const hits = y.map((yk, k) => yk * p[k]);
      const slope = (yk, k) => (p[k] * ofOthers(hits, k) - yk * ofOthers(squares(p), k)) / n ** 3;
      return total(y, (yk, k) => p[k] * Math.abs(slope(yk, k)));
    },
  },
  power: {
    penalty: (y, p, { a }) => total(y, (yk, k) => (yk ? powerTerm(yk, p[k], a) : p[k] ** (1 + a))),
    pull: (y, p, { a }) => (1 + a) * total(y, (yk, k) => Math.abs(p[k] ** a * (p[k] - yk))),
  },
};

// What a class with y > 0 adds: a series where p is next to y, as PowerLoss does it.
function powerTerm(y, p, a) {
  const difference = p - y;
  const near = Math.abs(difference) < 0.5 * y;
  const ratio = near ? Math.log1p(difference / y) : Math.log(p / y);
  if (Math.abs(ratio) < 0.1) {
    let [series, factorial] = [0, 1];
    for (let n = 2; n <= 13; n += 1) {
      factorial *= n;
      series += ((ratio ** n / factorial) * ((1 + a) ** (n - 1) - a ** (n - 1))) * (1 + a);
    }
    return y ** (1 + a) * series;
  }
  const larger = ratio > 0 ? p ** a : y ** a;
  const growth = (Math.sign(ratio) * larger * -Math.expm1(-a * Math.abs(ratio))) / a;
  return p ** a * difference - y * growth;
}

const ROUNDING = 1e-12;

export const known = (loss) => Object.hasOwn(LOSSES, loss.name);
export const penalty = (loss, truth, proba) => LOSSES[loss.name].penalty(truth, proba, loss);
export const isDistribution = (values) => Math.abs(sum(values) - 1) <= 1e-5;

function resolution(loss, truth, proba) {
  const s = sum(proba);
  const factor = Math.max(s - 1, 1 / s - 1, Number.EPSILON);
  const pull = LOSSES[loss.name].pull(truth, proba, loss);
  return Number.isFinite(pull) ? factor * pull + factor * factor : 0;
}

// What a loss charges both models, which pays more ("a", "b" or null for a tie), how many times as
// much, and how many perfect samples make up for it.
export function charge(loss, truth, a, b) {
  const paid = { a: penalty(loss, truth, a), b: penalty(loss, truth, b) };
  const [high, low] = [Math.max(paid.a, paid.b), Math.min(paid.a, paid.b)];
  const within = resolution(loss, truth, a) + resolution(loss, truth, b);
  const tie = high === low || (high < Infinity && high - low <= ROUNDING * high + within);
  if (tie) return { ...paid, worse: null, ratio: 1, count: 0 };
  const worse = paid.a > paid.b ? "a" : "b";
  const soft = truth.some((y) => y > 0 && y < 1);
  const perfect = soft ? penalty(loss, truth, truth) : 0;
  return { ...paid, worse, ratio: high / low, count: perfectSamples(high, low, perfect) };
}

export function perfectSamples(paid, target, perfect) {
  if (paid <= target * (1 + ROUNDING)) return 0;
  if (paid === Infinity || target <= perfect * (1 + ROUNDING)) return Infinity;
  const unit = 1 / (target - perfect);
  const exact = (paid - target) * unit;
  const whole = Math.round(exact);
  return Math.abs(exact - whole) <= ROUNDING * (paid + target) * unit ? whole : exact;
}

// Hundredths that add up to `whole`, as near to the shares as can be: by largest remainder.
export function hundredths(shares, whole = 100) {
  const all = sum(shares);
  const exact = shares.map((share) => (whole * share) / all);
  const given = exact.map(Math.floor);
  const left = exact.map((value, k) => [given[k] - value, k]).sort((one, two) => one[0] - two[0]);
  for (const [, k] of left.slice(0, whole - sum(given))) given[k] += 1;
  return given;
}

// The column in hundredths once class k is moved to a value and the rest has given way.
export function moved(column, k, value) {
  const own = Math.round(100 * Math.min(Math.max(value, 0), 1));
  const others = column.filter((_, j) => j !== k);
  const shares = sum(others) ? others : others.map(() => 1);
  const rest = hundredths(shares, 100 - own);
  return [...rest.slice(0, k), own, ...rest.slice(k)];
}

// A number of at least 0 to so many significant digits: 0.08, 12,346, 1.2·10⁻⁷, ∞.
export function number(value, digits = 4) {
  if (value === Infinity) return "∞";
  const [mantissa, power] = rounded(value, digits).split("e");
  if (power < -4 || power >= 9) {
    const times = Number(mantissa) === 1 ? "" : `${trimmed(mantissa)}·`;
    const raised = [...String(Number(power))].map((sign) => RAISED[sign]);
    return `${times}10${raised.join("")}`;
  }
  const kept = Number(rounded(value, Math.max(digits, String(Math.trunc(value)).length)));
  return grouped(trimmed(kept.toFixed(Math.max(digits - 1 - power, 0))));
}

const RAISED = Object.fromEntries([..."-0123456789"].map((sign, k) => [sign, [..."⁻⁰¹²³⁴⁵⁶⁷⁸⁹"][k]]));
const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

// In scientific notation; what lies half-way goes to the even digit, as Python has it.
function rounded(value, digits) {
  const text = value.toExponential(digits - 1);
  const [exact, power] = value.toExponential(Math.min(digits + 30, 100)).split("e");
  const cut = exact.replace(".", "");
  const isHalf = /^50*$/.test(cut.slice(digits));
  if (!isHalf || Number(cut[digits - 1]) % 2) return text;
  const kept = digits > 1 ? `${cut[0]}.${cut.slice(1, digits)}` : cut[0];
  return `${kept}e${power}`;
}

// A ratio: 4, 2.118, 250,000.
export const times = (ratio) => (ratio < 1e3 ? number(ratio) : exactText(Math.round(ratio)));

// A count, a fraction allowed: 3, 1.118, 3,955.5, ≈ 3; none looks whole that is not.
export function exactText(count) {
  if (count >= 1e9) return number(Math.trunc(count));
  if (Number.isInteger(count)) return grouped(String(count));
  const whole = Math.round(count);
  if (Math.abs(count - whole) < Math.min(1e-8 * whole, 1e-6)) return `≈ ${grouped(String(whole))}`;
  if (count < 100) {
    return [4, 6, 9].map((digits) => number(count, digits)).find((text) => /[.⁻]/.test(text));
  }
  const before = String(Math.trunc(count)).length;
  for (let decimals = 1; ; decimals += 1) {
    const text = Number(rounded(count, before + decimals)).toFixed(decimals);
    if (Number(text) !== Math.round(count)) return grouped(text);
  }
}

const grouped = (text) => text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
