/* SPDX-License-Identifier: MIT */
#ifndef _NETINET_IN_H
#define _NETINET_IN_H

#include <sys/socket.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef unsigned short in_port_t;
typedef unsigned in_addr_t;

struct in_addr { in_addr_t s_addr; };
struct in6_addr { union { unsigned char __bytes[16]; unsigned short __halves[8]; unsigned __words[4]; } __address; };
#define s6_addr __address.__bytes
struct sockaddr_in { sa_family_t sin_family; in_port_t sin_port; struct in_addr sin_addr; unsigned char sin_zero[8]; };
struct sockaddr_in6 { sa_family_t sin6_family; in_port_t sin6_port; unsigned sin6_flowinfo; struct in6_addr sin6_addr; unsigned sin6_scope_id; };

#define INADDR_ANY ((in_addr_t)0x00000000)
#define INADDR_BROADCAST ((in_addr_t)0xffffffff)
#define INADDR_NONE ((in_addr_t)0xffffffff)
#define INADDR_LOOPBACK ((in_addr_t)0x7f000001)
#define IN6ADDR_ANY_INIT { { { 0 } } }
#define IN6ADDR_LOOPBACK_INIT { { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 } } }
#define INET_ADDRSTRLEN 16
#define INET6_ADDRSTRLEN 46
#define IPPROTO_IP 0
#define IPPROTO_ICMP 1
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17
#define IPPROTO_IPV6 41
#define IPPROTO_RAW 255
#define IPV6_V6ONLY 26

unsigned htonl(unsigned);
unsigned short htons(unsigned short);
unsigned ntohl(unsigned);
unsigned short ntohs(unsigned short);

#ifdef __cplusplus
}
#endif

#endif
