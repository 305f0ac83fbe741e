/*
 * A disk that fails on demand, for a process that has this in LD_PRELOAD: chosen calls of the C library on files
 * below FAILING_DISK_FOLDER return an error, or the process is killed at one. The test writes its plan to the file
 * FAILING_DISK_PLAN, which all processes map; test/support/failing-disk.ts has the same layout.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { READ = 1, WRITE = 2, FLUSH = 4, NAME = 8, REMOVE = 16 };
enum { KILLED = -1 }; /* in the place of an error */

struct plan {
  atomic_int kinds; /* which calls count; 0 when the disk is well */
  atomic_int nth;   /* the one that fails, counted from 1 */
  atomic_int error;
  atomic_int goes_on; /* whether all after it fail as well */
  atomic_int seen;
  atomic_int failed;
  char first[256]; /* the first that failed, and where */
};

static struct plan *plan;
static const char *folder;

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("FAILING_DISK_PLAN");
  folder = getenv("FAILING_DISK_FOLDER");
  if (!path || !folder) return;
  int fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) return;
  void *mapped = mmap(NULL, sizeof(struct plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (mapped != MAP_FAILED) plan = mapped;
}

/* The error of a call on a path (or else on an open file), 0 to continue. Removing needs no room. */
static int fails(int kind, const char *call, const char *path, int fd) {
  if (plan && kind == REMOVE) kind = atomic_load(&plan->error) == ENOSPC ? 0 : NAME;
  if (!plan || !(atomic_load(&plan->kinds) & kind)) return 0;
  char found[PATH_MAX];
  if (!path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, found, sizeof found - 1);
    if (length < 0) return 0;
    found[length] = 0;
    path = found;
  }
  if (strncmp(path, folder, strlen(folder)) != 0) return 0;
  int at = atomic_fetch_add(&plan->seen, 1) + 1;
  int nth = atomic_load(&plan->nth);
  if (at != nth && !(at > nth && atomic_load(&plan->goes_on))) return 0;
  if (atomic_fetch_add(&plan->failed, 1) == 0)
    snprintf(plan->first, sizeof plan->first, "%s %s", call, path + strlen(folder));
  int error = atomic_load(&plan->error);
  if (error == KILLED) kill(getpid(), SIGKILL);
  errno = error;
  return error;
}

/* The same call of the C library. */
#define NEXT(name, ...)                                 \
  if (!next) *(void **)&next = dlsym(RTLD_NEXT, #name); \
  return next(__VA_ARGS__)

#define ON_FILE(kind, type, name, parameters, ...) \
  type name parameters {                           \
    static type(*next) parameters;                 \
    if (fails(kind, #name, NULL, fd)) return -1;   \
    NEXT(name, __VA_ARGS__);                       \
  }
#define ON_PATH(kind, type, name, parameters, path, ...) \
  type name parameters {                           \
    static type(*next) parameters;                 \
    if (fails(kind, #name, path, -1)) return -1;   \
    NEXT(name, __VA_ARGS__);                       \
  }
#define OPEN(name)                                                          \
  int name(const char *path, int flags, ...) {                              \
    static int (*next)(const char *, int, ...);                             \
    va_list rest;                                                           \
    va_start(rest, flags);                                                  \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                           \
    int kind = flags & O_CREAT ? NAME : READ;                               \
    if (fails(kind, #name, path, -1)) return -1;                            \
    NEXT(name, path, flags, mode);                                          \
  }

OPEN(open)
OPEN(open64)

ON_FILE(READ, ssize_t, read, (int fd, void *to, size_t size), fd, to, size)
ON_FILE(READ, ssize_t, pread64, (int fd, void *to, size_t size, off64_t at), fd, to, size, at)
ON_FILE(READ, ssize_t, preadv, (int fd, const struct iovec *to, int count, off_t at), fd, to, count, at)
ON_FILE(WRITE, ssize_t, write, (int fd, const void *from, size_t size), fd, from, size)
ON_FILE(WRITE, ssize_t, writev, (int fd, const struct iovec *from, int count), fd, from, count)
ON_FILE(WRITE, ssize_t, pwrite64, (int fd, const void *from, size_t size, off64_t at), fd, from, size, at)
ON_FILE(WRITE, ssize_t, pwritev, (int fd, const struct iovec *from, int count, off_t at), fd, from, count, at)
ON_FILE(WRITE, int, ftruncate64, (int fd, off64_t size), fd, size)
ON_FILE(FLUSH, int, fsync, (int fd), fd)
ON_FILE(FLUSH, int, fdatasync, (int fd), fd)
ON_FILE(NAME, int, fchmod, (int fd, mode_t mode), fd, mode)
ON_FILE(NAME, int, fchown, (int fd, uid_t uid, gid_t gid), fd, uid, gid)

ON_PATH(NAME, int, mkdir, (const char *path, mode_t mode), path, path, mode)
ON_PATH(REMOVE, int, rmdir, (const char *path), path, path)
ON_PATH(REMOVE, int, unlink, (const char *path), path, path)
ON_PATH(NAME, int, chmod, (const char *path, mode_t mode), path, path, mode)
ON_PATH(NAME, int, link, (const char *from, const char *to), to, from, to)
ON_PATH(NAME, int, rename, (const char *from, const char *to), to, from, to)
