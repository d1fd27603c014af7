// Deliveries that wait for the same thing: when it comes, one message is made in each turn of the event loop, commands between.
import { expect, it } from 'vitest';
import type { Delivery } from '../../../src/domain/delivery.js';
import { createDepartures, type DepartureOptions } from '../../../src/pipeline/deliver/departure.js';

it('are composed one by one', async () => {
  let turn = 0;
  let next = setImmediate(function count() {
    turn += 1;
    next = setImmediate(count);
  });
  const composed: number[] = [];
  const options = {
    reader: { destinationSettings: () => ({ zone: null, quietFrom: null, quietUntil: null }) },
    viewOf: () => ({}),
    compose: () => Promise.resolve((composed.push(turn), null)),
    zone: 'UTC',
  };
  const depart = createDepartures(options as unknown as DepartureOptions);
  const deliveries = Array.from({ length: 5 }, (_, id) => ({ id, destination: String(id) }) as Delivery);
  const departures = await Promise.all(deliveries.map((delivery) => depart(delivery)));
  clearImmediate(next);
  expect(departures.map(({ kind }) => kind)).toEqual(Array<string>(5).fill('later'));
  expect(new Set(composed).size).toBe(5);
});
