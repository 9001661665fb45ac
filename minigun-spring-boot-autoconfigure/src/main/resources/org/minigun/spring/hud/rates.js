// How many items are finished in a second, from successive answers.

const WINDOW = 4000;
const MINUTE = 60000;

export class Rates {

  constructor() {
    this.samples = new Map();
    this.history = [];
  }

  // Notes what has been counted until now, and tells the rate over the last seconds, or null if it is not known yet.
  note(name, count, now) {
    const samples = (this.samples.get(name) ?? []).filter((one) => now - one.now <= WINDOW);
    samples.push({ count, now });
    this.samples.set(name, samples);
    const [first] = samples;
    return now - first.now > 300 ? Math.max(0, (count - first.count) * 1000 / (now - first.now)) : null;
  }

  remember(value, now) {
    this.history = this.history.filter((one) => now - one.now <= MINUTE);
    this.history.push({ value, now });
  }

  // Points of a line over the last minute, in a box of the given size.
  line(width, height, now) {
    const most = Math.max(1, ...this.history.map((one) => one.value));
    return this.history.map((one) => {
      const x = width - (now - one.now) * width / MINUTE;
      return `${x.toFixed(1)},${(height - 2 - one.value * (height - 4) / most).toFixed(1)}`;
    }).join(" ");
  }

}
