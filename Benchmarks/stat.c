// The bare stat of a tracker's files with two threads: stat FOLDER [--comments]
//
// No listing that asks the file system what has changed can be faster, so listings are compared with it. It stats the
// issues' files in `.tracker/issues` and in folders such as `1k` below it; with --comments also the issues' folders,
// whose time tells whether a comment came or went. Nothing is read, sorted or kept.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { threads = 2, part = 128 };  // names of the top folder are given out in parts of so many

typedef struct {
  char **names;
  size_t count, capacity;
} List;

static int top;  // the folder `issues`
static bool comments;
static List shards, names;
static atomic_size_t next;
static atomic_ulong files, folders;

static void fail(const char *what) {
  fprintf(stderr, "error: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void append(List *list, const char *name) {
  if (list->count == list->capacity) {
    list->capacity = list->capacity ? 2 * list->capacity : 256;
    list->names = realloc(list->names, list->capacity * sizeof *list->names);
  }
  list->names[list->count++] = strdup(name);
}

// Whether the name is one such as `1k`.
static bool is_shard(const char *name) {
  size_t digits = strspn(name, "0123456789");
  return digits > 0 && strcmp(name + digits, "k") == 0;
}

static bool is_issue(const char *name) {
  size_t length = strlen(name);
  return length > 3 && strcmp(name + length - 3, ".md") == 0;
}

static void look_at(int folder, const char *name) {
  struct stat status;
  bool issue = is_issue(name);
  if (!issue && !comments) return;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) fail(name);
  if (issue)
    atomic_fetch_add_explicit(&files, S_ISREG(status.st_mode), memory_order_relaxed);
  else
    atomic_fetch_add_explicit(&folders, S_ISDIR(status.st_mode), memory_order_relaxed);
}

static DIR *open_folder(int parent, const char *name) {
  int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
  if (!folder) fail(name);
  return folder;
}

// Names that begin with a full stop are ignored, as the format says.
static const char *next_name(DIR *folder) {
  struct dirent *entry;
  while ((entry = readdir(folder)))
    if (entry->d_name[0] != '.') return entry->d_name;
  return NULL;
}

static void look_into(const char *shard) {
  DIR *folder = open_folder(top, shard);
  const char *name;
  while ((name = next_name(folder))) look_at(dirfd(folder), name);
  closedir(folder);
}

static void *work(void *unused) {
  (void)unused;
  size_t parts = (names.count + part - 1) / part;
  for (;;) {
    size_t index = atomic_fetch_add(&next, 1);
    if (index < shards.count) {
      look_into(shards.names[index]);
    } else if (index - shards.count < parts) {
      size_t first = (index - shards.count) * part;
      for (size_t i = first; i < first + part && i < names.count; i++) look_at(top, names.names[i]);
    } else {
      return NULL;
    }
  }
}

int main(int count, char **arguments) {
  comments = count == 3 && strcmp(arguments[2], "--comments") == 0;
  if (count != 2 && !comments) {
    fputs("usage: stat FOLDER [--comments]\n", stderr);
    return 2;
  }
  if (chdir(arguments[1]) != 0) fail(arguments[1]);
  DIR *folder = open_folder(AT_FDCWD, ".tracker/issues");
  top = dirfd(folder);
  const char *name;
  while ((name = next_name(folder))) append(is_shard(name) ? &shards : &names, name);

  pthread_t others[threads - 1];
  for (int i = 0; i < threads - 1; i++)
    if (pthread_create(&others[i], NULL, work, NULL) != 0) fail("a thread");
  work(NULL);
  for (int i = 0; i < threads - 1; i++) pthread_join(others[i], NULL);
  printf("%lu files, %lu folders\n", files, folders);
}
