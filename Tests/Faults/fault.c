// Makes the Nth system call that writes fail, or ends the process just before it.
//
// Loaded with LD_PRELOAD. FAULT_AT is N, counted in each process; FAULT_MODE is `fail` or `kill`; FAULT_LOG gets a line
// for each fault, so that the caller knows when N is past the last call.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static int calls;

/// Whether this call is the one; then errno is set, or the process ends.
static int strikes(const char *name, int error) {
  const char *at = getenv("FAULT_AT");
  if (!at || __sync_add_and_fetch(&calls, 1) != atoi(at)) return 0;
  const char *log = getenv("FAULT_LOG");
  int file = log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0666) : -1;
  if (file >= 0) {
    syscall(SYS_write, file, name, strlen(name));
    syscall(SYS_write, file, "\n", 1);
    syscall(SYS_close, file);
  }
  const char *mode = getenv("FAULT_MODE");
  if (mode && !strcmp(mode, "kill")) syscall(SYS_kill, getpid(), SIGKILL);
  errno = error;
  return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPENAT(name)                                                                \
  int name(int folder, const char *path, int flags, ...) {                          \
    va_list list;                                                                   \
    va_start(list, flags);                                                          \
    mode_t mode = va_arg(list, mode_t);                                             \
    va_end(list);                                                                   \
    if ((flags & O_CREAT) && strikes("openat", ENOSPC)) return -1;                  \
    return NEXT(name)(folder, path, flags, mode);                                   \
  }
OPENAT(openat)
OPENAT(openat64)

#define OPEN(name)                                                                  \
  int name(const char *path, int flags, ...) {                                      \
    va_list list;                                                                   \
    va_start(list, flags);                                                          \
    mode_t mode = va_arg(list, mode_t);                                             \
    va_end(list);                                                                   \
    if ((flags & O_CREAT) && strikes("open", ENOSPC)) return -1;                    \
    return NEXT(name)(path, flags, mode);                                           \
  }
OPEN(open)
OPEN(open64)

ssize_t write(int file, const void *bytes, size_t count) {
  // Half of it is written first, as on a disk that is getting full; terminals and pipes are left alone.
  struct stat status;
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && strikes("write", ENOSPC)) {
    syscall(SYS_write, file, bytes, count / 2);
    errno = ENOSPC;
    return -1;
  }
  return syscall(SYS_write, file, bytes, count);
}

int fsync(int file) { return strikes("fsync", EIO) ? -1 : NEXT(fsync)(file); }

int linkat(int a, const char *b, int c, const char *d, int e) {
  return strikes("linkat", EIO) ? -1 : NEXT(linkat)(a, b, c, d, e);
}

int renameat(int a, const char *b, int c, const char *d) {
  return strikes("renameat", EIO) ? -1 : NEXT(renameat)(a, b, c, d);
}

int rename(const char *a, const char *b) { return strikes("rename", EIO) ? -1 : NEXT(rename)(a, b); }

int mkdirat(int a, const char *b, mode_t c) { return strikes("mkdirat", ENOSPC) ? -1 : NEXT(mkdirat)(a, b, c); }

int mkdir(const char *a, mode_t b) { return strikes("mkdir", ENOSPC) ? -1 : NEXT(mkdir)(a, b); }
