// A slow disk: with SYNC_MS each wait of a program for its disk takes so many milliseconds, one after the other. Linux, and a C compiler.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
static pthread_mutex_t disk = PTHREAD_MUTEX_INITIALIZER;
static int slow(const char *name, int file) {
  int (*sync)(int) = dlsym(RTLD_NEXT, name);
  pthread_mutex_lock(&disk);
  usleep(1000 * atoi(getenv("SYNC_MS")));
  int result = sync(file);
  pthread_mutex_unlock(&disk);
  return result;
}
int fsync(int file) { return slow("fsync", file); }
int fdatasync(int file) { return slow("fdatasync", file); }
`;

/** What the environment of a program needs for it; nothing without SYNC_MS. */
export function slowDisk(folder) {
  const ms = process.env.SYNC_MS;
  if (ms === undefined) return {};
  const library = join(folder, 'slow-disk.so');
  writeFileSync(join(folder, 'slow-disk.c'), SOURCE);
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, join(folder, 'slow-disk.c'), '-ldl', '-lpthread']);
  return { LD_PRELOAD: library, SYNC_MS: ms };
}
