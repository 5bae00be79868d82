// Sends prepared requests over connections that are kept alive, as fast as they are answered:
// load HOST PORT FILE CONNECTIONS
//
// The file has requests one behind the other, each with its length before it (four bytes, the low ones first). Each
// connection sends the next one of the file when it has its answer; if the server closes it, it is opened again. Prints
// JSON: how many answers of which status, the seconds, the milliseconds of the answers, and the seconds of processor time
// that this took itself.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { most = 64, room = 1 << 16 };

typedef struct {
  char answer[room];
  size_t have;
  int socket, status;
  double sent;
} Connection;

static struct sockaddr_in address;
static Connection connections[most];
static const uint8_t *file, *next, *end;
static double *times;
static size_t answers, opened, statuses[600];

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void fail(const char *what) {
  fprintf(stderr, "error: %s: %s\n", what, strerror(errno));
  exit(1);
}

static int open_socket(void) {
  int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), yes = 1;
  if (made < 0 || connect(made, (struct sockaddr *)&address, sizeof address) != 0) fail("can't connect");
  setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  opened++;
  return made;
}

// Sends the next request; false when there is none.
static int send_next(Connection *one) {
  if (next >= end) return 0;
  uint32_t length = (uint32_t)next[0] | (uint32_t)next[1] << 8 | (uint32_t)next[2] << 16 | (uint32_t)next[3] << 24;
  const uint8_t *from = next + 4;
  next = from + length;
  one->have = 0;
  one->sent = now();
  while (length > 0) {
    ssize_t count = send(one->socket, from, length, MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("can't send");
    from += count;
    length -= count;
  }
  return 1;
}

// Whether the answer is whole; notes its status, and whether the server closes.
static int is_whole(Connection *one, int *closes) {
  one->answer[one->have] = 0;
  char *body = strstr(one->answer, "\r\n\r\n");
  if (!body) return 0;
  char *length = strcasestr(one->answer, "\r\ncontent-length:"), *state = strcasestr(one->answer, "\r\nconnection: close");
  *closes = state && state < body;
  one->status = atoi(one->answer + 9);
  size_t wanted = length && length < body ? strtoul(length + 17, NULL, 10) : 0;
  return one->have >= (size_t)(body + 4 - one->answer) + wanted;
}

static int by_size(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

int main(int count, char **arguments) {
  if (count != 5) return 2;
  address.sin_family = AF_INET;
  address.sin_port = htons(atoi(arguments[2]));
  if (inet_pton(AF_INET, arguments[1], &address.sin_addr) != 1) return 2;
  int descriptor = open(arguments[3], O_RDONLY), all = atoi(arguments[4]);
  struct stat status;
  if (descriptor < 0 || fstat(descriptor, &status) != 0 || all < 1 || all > most) fail(arguments[3]);
  file = mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
  if (file == MAP_FAILED) fail(arguments[3]);
  next = file;
  end = file + status.st_size;
  times = malloc(sizeof *times * (status.st_size / 64 + 1));

  struct pollfd waiting[most];
  int open_ones = 0;
  double begin = now();
  for (int index = 0; index < all; index++) {
    connections[index].socket = open_socket();
    int sends = send_next(&connections[index]);
    waiting[index] = (struct pollfd){.fd = sends ? connections[index].socket : -1, .events = POLLIN};
    open_ones += sends;
  }
  while (open_ones > 0) {
    if (poll(waiting, all, 60000) <= 0 && errno != EINTR) fail("no answer within a minute");
    for (int index = 0; index < all; index++) {
      if (waiting[index].fd < 0 || !(waiting[index].revents & (POLLIN | POLLHUP | POLLERR))) continue;
      Connection *one = &connections[index];
      ssize_t got = recv(one->socket, one->answer + one->have, room - 1 - one->have, 0);
      if (got <= 0) fail("the connection was closed before the answer");
      one->have += got;
      int closes = 0;
      if (!is_whole(one, &closes)) continue;
      times[answers++] = (now() - one->sent) * 1000;
      statuses[one->status > 0 && one->status < 600 ? one->status : 0]++;
      if (closes) {
        close(one->socket);
        one->socket = open_socket();
      }
      int sends = send_next(one);
      waiting[index].fd = sends ? one->socket : -1;
      open_ones -= !sends;
    }
  }
  double seconds = now() - begin;
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  double processor = used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
  qsort(times, answers, sizeof *times, by_size);
  printf("{\"answers\": %zu, \"seconds\": %.4f, \"processor\": %.4f, \"connections\": %zu, \"p50\": %.3f, \"p99\": %.3f, "
         "\"most\": %.3f, \"status\": {", answers, seconds, processor, opened,
         times[answers / 2], times[answers * 99 / 100], times[answers - 1]);
  const char *comma = "";
  for (int code = 0; code < 600; code++) {
    if (statuses[code] == 0) continue;
    printf("%s\"%d\": %zu", comma, code, statuses[code]);
    comma = ", ";
  }
  puts("}}");
  return 0;
}
