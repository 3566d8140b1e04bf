// The least a UDP server can do, in C: receive a batch, set the bit that makes a query a response, send the batch back.
//   floor PORT
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { BATCH = 32, LENGTH = 2048, BUFFER = 4 << 20 };

static unsigned char octets[BATCH][LENGTH];
static struct sockaddr_in clients[BATCH];
static struct iovec parts[BATCH];
static struct mmsghdr messages[BATCH];

int main(int count, char **words) {
    if (count != 2) return 2;
    int udp = socket(AF_INET, SOCK_DGRAM, 0), buffer = BUFFER;
    struct sockaddr_in here = { .sin_family = AF_INET, .sin_port = htons(atoi(words[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    setsockopt(udp, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (udp < 0 || bind(udp, (struct sockaddr *)&here, sizeof here)) { perror("floor"); return 1; }
    for (;;) {
        for (int i = 0; i < BATCH; i++) {
            parts[i] = (struct iovec){ octets[i], LENGTH };
            messages[i].msg_hdr = (struct msghdr){ .msg_name = &clients[i], .msg_namelen = sizeof clients[i], .msg_iov = &parts[i], .msg_iovlen = 1 };
        }
        int received = recvmmsg(udp, messages, BATCH, MSG_WAITFORONE, NULL);
        for (int i = 0; i < received; i++) {
            parts[i].iov_len = messages[i].msg_len;
            octets[i][2] |= 0x80;
        }
        for (int at = 0, sent; at < received; at += sent)
            if ((sent = sendmmsg(udp, messages + at, received - at, 0)) <= 0) sent = 1;
    }
}
