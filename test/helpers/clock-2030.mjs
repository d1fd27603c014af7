// Loaded before the program by a test: every clock of the process, worker threads included, runs in the year 2030.
const RealDate = Date;
const shift = RealDate.UTC(2030, 5, 1) - RealDate.now();

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + shift);
    else super(...args);
  }
  static now() {
    return RealDate.now() + shift;
  }
};
