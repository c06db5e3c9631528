/*
 * A disk, a clock and a process that fail on command, put between a program and its C library with LD_PRELOAD. Only
 * what happens to paths below FAULT_UNDER is touched.
 *
 *   FAULT_FAIL    call:n:what[:sticky],…   the n-th such call (and with `sticky` every later one) fails. `what` is an
 *                 errno's name, EXIT (the process ends before the call) or HALF (it writes half and ends). `any` counts
 *                 all calls together. A failed fsync drops what was not synced, and later ones succeed.
 *   FAULT_WHILE   a file: faults happen only while it is there.
 *   FAULT_LEDGER  a file that is told what is surely on disk: each successful fsync with the size it covered, each
 *                 name made, moved and taken away, each fsync of a folder. From it a power cut can be played.
 *   FAULT_GRAVES  a folder on the same disk that keeps what was unlinked or replaced, so that a cut can undo it.
 *   FAULT_CLOCK   a file with one double: seconds by which the wall clock is wrong. Monotonic clocks are never touched.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum call { ANY, WRITE, PWRITE, WRITEV, FSYNC, FDATASYNC, OPEN, RENAME, FTRUNCATE, UNLINK, MKDIR, LINK, CALLS };
static const char *names[] = {"any",  "write",  "pwrite",    "writev", "fsync", "fdatasync",
                              "open", "rename", "ftruncate", "unlink", "mkdir", "link"};

enum { EXIT = -1, HALF = -2 };
static const struct { const char *name; int number; } errors[] = {
    {"ENOSPC", ENOSPC}, {"EROFS", EROFS},   {"EIO", EIO},   {"EDQUOT", EDQUOT}, {"EMFILE", EMFILE},
    {"EACCES", EACCES}, {"EPERM", EPERM},   {"EXIT", EXIT}, {"HALF", HALF},
};

static struct { int call; long n; int what; int sticky; } rules[16];
static int rule_count;
static long counts[CALLS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *under, *during, *graves;
static size_t under_length;
static int ledger = -1;
static long grave_count;
static volatile double *clock_offset;

/* What is known to be synced of each file, by inode. */
static struct { ino_t ino; off_t synced; } known[4096];
static int known_count;

#define REAL(type, name, ...) \
  static type (*real_##name)(__VA_ARGS__); \
  if (!real_##name) real_##name = dlsym(RTLD_NEXT, #name)

static void read_rules(char *text) {
  char *next, *part;
  for (char *one = strtok_r(text, ",", &next); one && rule_count < 16; one = strtok_r(NULL, ",", &next)) {
    char *call = strtok_r(one, ":", &part), *n = strtok_r(NULL, ":", &part);
    char *what = strtok_r(NULL, ":", &part), *sticky = strtok_r(NULL, ":", &part);
    if (!call || !n || !what) continue;
    for (int i = 0; i < CALLS; i++) if (!strcmp(call, names[i])) rules[rule_count].call = i;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
      if (!strcmp(what, errors[i].name)) rules[rule_count].what = errors[i].number;
    rules[rule_count].n = atol(n);
    rules[rule_count++].sticky = sticky != NULL;
  }
}

__attribute__((constructor)) static void begin(void) {
  char *fail = getenv("FAULT_FAIL"), *path = getenv("FAULT_LEDGER"), *clock = getenv("FAULT_CLOCK");
  under = getenv("FAULT_UNDER");
  under_length = under ? strlen(under) : 0;
  during = getenv("FAULT_WHILE");
  graves = getenv("FAULT_GRAVES");
  if (fail) read_rules(strdup(fail));
  if (path) ledger = syscall(SYS_open, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (!clock) return;
  int fd = syscall(SYS_open, clock, O_RDONLY | O_CLOEXEC);
  void *mapped = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(double), PROT_READ, MAP_SHARED, fd, 0);
  if (mapped != MAP_FAILED) clock_offset = mapped;
}

static void note(const char *format, ...) {
  char line[2 * PATH_MAX + 64];
  va_list rest;
  if (ledger < 0) return;
  va_start(rest, format);
  int length = vsnprintf(line, sizeof line, format, rest);
  va_end(rest);
  int saved = errno;
  syscall(SYS_write, ledger, line, (size_t)length);
  errno = saved;
}

static int is_ours(const char *path) { return under && path && !strncmp(path, under, under_length); }

static int path_of(int fd, char *path) {
  char link[64];
  if (!under || fd == ledger) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int saved = errno;
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  errno = saved;
  if (length <= 0) return 0;
  path[length] = 0;
  return is_ours(path);
}

/* Counts a call; gives what is to happen to it, or 0. */
static int fault(enum call call) {
  int what = 0;
  int saved = errno;
  int isActive = !during || syscall(SYS_access, during, F_OK) == 0;
  errno = saved;
  pthread_mutex_lock(&lock);
  counts[call]++;
  counts[ANY]++;
  for (int i = 0; i < rule_count && isActive && !what; i++) {
    long n = rules[i].call == ANY ? counts[ANY] : counts[call];
    if (rules[i].call != ANY && rules[i].call != (int)call) continue;
    if (n == rules[i].n || (rules[i].sticky && n > rules[i].n)) what = rules[i].what;
  }
  pthread_mutex_unlock(&lock);
  if (what) note("fault\t%s\t%ld\n", names[call], counts[call]);
  if (what == EXIT) syscall(SYS_exit_group, 137);
  return what;
}

static off_t *synced_of(ino_t ino, off_t otherwise) {
  for (int i = 0; i < known_count; i++) if (known[i].ino == ino) return &known[i].synced;
  if (known_count == 4096) known_count = 0;
  known[known_count].ino = ino;
  known[known_count].synced = otherwise;
  return &known[known_count++].synced;
}

static ino_t inode(const char *path) {
  struct stat found;
  int saved = errno;
  ino_t ino = stat(path, &found) == 0 ? found.st_ino : 0;
  errno = saved;
  return ino;
}

static int refuse(int what) {
  errno = what == HALF ? EIO : what;
  return -1;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, write, int, const void *, size_t);
  char path[PATH_MAX];
  if (!path_of(fd, path)) return real_write(fd, bytes, count);
  int what = fault(WRITE);
  if (what == HALF) {
    real_write(fd, bytes, count / 2);
    syscall(SYS_exit_group, 137);
  }
  return what ? refuse(what) : real_write(fd, bytes, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  char path[PATH_MAX];
  int what = path_of(fd, path) ? fault(WRITEV) : 0;
  return what ? refuse(what) : real_writev(fd, parts, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t at) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off_t);
  char path[PATH_MAX];
  int what = path_of(fd, path) ? fault(PWRITE) : 0;
  return what ? refuse(what) : real_pwrite64(fd, bytes, count, at);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t at) {
  REAL(ssize_t, pwritev64, int, const struct iovec *, int, off_t);
  char path[PATH_MAX];
  int what = path_of(fd, path) ? fault(PWRITE) : 0;
  return what ? refuse(what) : real_pwritev64(fd, parts, count, at);
}

static int sync_or_drop(enum call call, int fd, int (*real)(int)) {
  char path[PATH_MAX];
  struct stat before;
  if (!path_of(fd, path) || fstat(fd, &before)) return real(fd);
  int isFolder = S_ISDIR(before.st_mode);
  int what = fault(call);
  if (what) {
    if (!isFolder) syscall(SYS_ftruncate, fd, *synced_of(before.st_ino, 0));
    return refuse(what);
  }
  int result = real(fd);
  if (result) return result;
  if (isFolder) note("folder\t%s\n", path);
  else {
    *synced_of(before.st_ino, 0) = before.st_size;
    note("sync\t%lu\t%ld\n", before.st_ino, (long)before.st_size);
  }
  return result;
}

int fsync(int fd) {
  REAL(int, fsync, int);
  return sync_or_drop(FSYNC, fd, real_fsync);
}

int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  return sync_or_drop(FDATASYNC, fd, real_fdatasync);
}

int open64(const char *path, int flags, ...) {
  REAL(int, open64, const char *, int, ...);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (!is_ours(path)) return real_open64(path, flags, mode);
  int what = fault(OPEN);
  if (what) return refuse(what);
  ino_t before = inode(path);
  int fd = real_open64(path, flags, mode);
  struct stat now;
  if (fd < 0 || fstat(fd, &now) || S_ISDIR(now.st_mode)) return fd;
  if (!before || (flags & O_TRUNC)) *synced_of(now.st_ino, 0) = 0;
  else synced_of(now.st_ino, now.st_size);
  if (!before) note("create\t%lu\t%s\n", now.st_ino, path);
  else if (flags & O_TRUNC) note("sync\t%lu\t0\n", now.st_ino);
  return fd;
}

/* A second name for what is about to go, so that its content can come back. */
static void bury(const char *path) {
  char grave[PATH_MAX];
  if (!graves) return;
  snprintf(grave, sizeof grave, "%s/%ld-%d", graves, __sync_fetch_and_add(&grave_count, 1), (int)getpid());
  int saved = errno;
  syscall(SYS_link, path, grave);
  errno = saved;
}

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  if (!is_ours(from)) return real_rename(from, to);
  int what = fault(RENAME);
  if (what) return refuse(what);
  ino_t ino = inode(from);
  if (inode(to)) bury(to);
  int result = real_rename(from, to);
  if (!result) note("rename\t%lu\t%s\t%s\n", ino, from, to);
  return result;
}

int unlink(const char *path) {
  REAL(int, unlink, const char *);
  if (!is_ours(path)) return real_unlink(path);
  int what = fault(UNLINK);
  if (what) return refuse(what);
  ino_t ino = inode(path);
  if (ino) bury(path);
  int result = real_unlink(path);
  if (!result) note("unlink\t%lu\t%s\n", ino, path);
  return result;
}

int link(const char *from, const char *to) {
  REAL(int, link, const char *, const char *);
  int what = is_ours(to) ? fault(LINK) : 0;
  if (what) return refuse(what);
  int result = real_link(from, to);
  if (!result && is_ours(to)) note("create\t%lu\t%s\n", inode(to), to);
  return result;
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, mkdir, const char *, mode_t);
  int what = is_ours(path) ? fault(MKDIR) : 0;
  if (what) return refuse(what);
  int result = real_mkdir(path, mode);
  if (!result && is_ours(path)) note("mkdir\t%s\n", path);
  return result;
}

int ftruncate64(int fd, off_t length) {
  REAL(int, ftruncate64, int, off_t);
  char path[PATH_MAX];
  int what = path_of(fd, path) ? fault(FTRUNCATE) : 0;
  return what ? refuse(what) : real_ftruncate64(fd, length);
}

int gettimeofday(struct timeval *now, void *zone) {
  REAL(int, gettimeofday, struct timeval *, void *);
  int result = real_gettimeofday(now, zone);
  if (!result && clock_offset) now->tv_sec += (time_t)*clock_offset;
  return result;
}

int clock_gettime(clockid_t which, struct timespec *now) {
  REAL(int, clock_gettime, clockid_t, struct timespec *);
  int result = real_clock_gettime(which, now);
  if (!result && clock_offset && which == CLOCK_REALTIME) now->tv_sec += (time_t)*clock_offset;
  return result;
}

time_t time(time_t *into) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (into) *into = now.tv_sec;
  return now.tv_sec;
}
