/* SPDX-License-Identifier: MIT */
#ifndef _NETDB_H
#define _NETDB_H

#include <netinet/in.h>

#ifdef __cplusplus
extern "C" {
#endif

#define AI_PASSIVE 0x1
#define AI_CANONNAME 0x2
#define AI_NUMERICHOST 0x4
#define AI_V4MAPPED 0x8
#define AI_ALL 0x10
#define AI_ADDRCONFIG 0x20
#define AI_NUMERICSERV 0x400
#define NI_NUMERICHOST 1
#define NI_NUMERICSERV 2
#define NI_NOFQDN 4
#define NI_NAMEREQD 8
#define NI_DGRAM 16
#define NI_MAXHOST 1025
#define NI_MAXSERV 32
#define EAI_BADFLAGS (-1)
#define EAI_NONAME (-2)
#define EAI_AGAIN (-3)
#define EAI_FAIL (-4)
#define EAI_NODATA (-5)
#define EAI_FAMILY (-6)
#define EAI_SOCKTYPE (-7)
#define EAI_SERVICE (-8)
#define EAI_ADDRFAMILY (-9)
#define EAI_MEMORY (-10)
#define EAI_SYSTEM (-11)
#define EAI_OVERFLOW (-12)
#define HOST_NOT_FOUND 1
#define TRY_AGAIN 2
#define NO_RECOVERY 3
#define NO_DATA 4
#define NO_ADDRESS NO_DATA
#define NETDB_INTERNAL (-1)
#define NETDB_SUCCESS 0
#define IPPORT_RESERVED 1024
#define _PATH_HOSTS "/etc/hosts"
#define _PATH_NETWORKS "/etc/networks"
#define _PATH_PROTOCOLS "/etc/protocols"
#define _PATH_SERVICES "/etc/services"

struct addrinfo {
	int ai_flags, ai_family, ai_socktype, ai_protocol;
	socklen_t ai_addrlen;
	struct sockaddr *ai_addr;
	char *ai_canonname;
	struct addrinfo *ai_next;
};
struct hostent { char *h_name; char **h_aliases; int h_addrtype, h_length; char **h_addr_list; };
#define h_addr h_addr_list[0]
struct netent { char *n_name; char **n_aliases; int n_addrtype; unsigned n_net; };
struct protoent { char *p_name; char **p_aliases; int p_proto; };
struct servent { char *s_name; char **s_aliases; int s_port; char *s_proto; };

#define h_errno (*__h_errno_location())

int *__h_errno_location(void);
void endhostent(void);
void endnetent(void);
void endprotoent(void);
void endservent(void);
void freeaddrinfo(struct addrinfo *);
const char *gai_strerror(int);
int getaddrinfo(const char *__restrict_ptr, const char *__restrict_ptr, const struct addrinfo *__restrict_ptr, struct addrinfo **__restrict_ptr);
struct hostent *gethostbyaddr(const void *, socklen_t, int);
int gethostbyaddr_r(const void *__restrict_ptr, socklen_t, int, struct hostent *__restrict_ptr, char *__restrict_ptr, size_t, struct hostent **__restrict_ptr, int *__restrict_ptr);
struct hostent *gethostbyname(const char *);
struct hostent *gethostbyname2(const char *, int);
int gethostbyname2_r(const char *__restrict_ptr, int, struct hostent *__restrict_ptr, char *__restrict_ptr, size_t, struct hostent **__restrict_ptr, int *__restrict_ptr);
int gethostbyname_r(const char *__restrict_ptr, struct hostent *__restrict_ptr, char *__restrict_ptr, size_t, struct hostent **__restrict_ptr, int *__restrict_ptr);
struct hostent *gethostent(void);
int getnameinfo(const struct sockaddr *__restrict_ptr, socklen_t, char *__restrict_ptr, socklen_t, char *__restrict_ptr, socklen_t, int);
struct netent *getnetbyaddr(unsigned, int);
struct netent *getnetbyname(const char *);
struct netent *getnetent(void);
struct protoent *getprotobyname(const char *);
struct protoent *getprotobynumber(int);
struct protoent *getprotoent(void);
struct servent *getservbyname(const char *, const char *);
int getservbyname_r(const char *__restrict_ptr, const char *__restrict_ptr, struct servent *__restrict_ptr, char *__restrict_ptr, size_t, struct servent **__restrict_ptr);
struct servent *getservbyport(int, const char *);
int getservbyport_r(int, const char *__restrict_ptr, struct servent *__restrict_ptr, char *__restrict_ptr, size_t, struct servent **__restrict_ptr);
struct servent *getservent(void);
void herror(const char *);
const char *hstrerror(int);
void sethostent(int);
void setnetent(int);
void setprotoent(int);
void setservent(int);

#ifdef __cplusplus
}
#endif

#endif
