// Entry of the checking thread: answers what is wrong with one database file.
import { parentPort, workerData } from 'node:worker_threads';
import { damageOf } from './soundness.js';

parentPort?.postMessage(damageOf(workerData as string));
