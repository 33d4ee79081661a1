/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static void show_address(const struct sockaddr *address)
{
	char text[64];
	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)address;
		printf(" %s/%d", inet_ntop(AF_INET, &in->sin_addr, text, sizeof text), ntohs(in->sin_port));
	} else {
		const struct sockaddr_in6 *in = (const void *)address;
		printf(" [%s]/%d%%%u", inet_ntop(AF_INET6, &in->sin6_addr, text, sizeof text), ntohs(in->sin6_port), in->sin6_scope_id);
	}
}

static void look(const char *host, const char *service, int family, int type, int flags)
{
	struct addrinfo hints = { .ai_family = family, .ai_socktype = type, .ai_flags = flags }, *list, *entry;
	int error = getaddrinfo(host, service, &hints, &list);
	printf("%s %s %d %d %#x:", host ? host : "-", service ? service : "-", family, type, flags);
	if (error) {
		printf(" %d %s\n", error, gai_strerror(error));
		return;
	}
	for (entry = list; entry; entry = entry->ai_next) {
		printf(" %d.%d.%d", entry->ai_family, entry->ai_socktype, entry->ai_protocol);
		show_address(entry->ai_addr);
		if (entry->ai_canonname)
			printf(" (%s)", entry->ai_canonname);
	}
	printf("\n");
	freeaddrinfo(list);
}

static void addresses(void)
{
	static const char *const names[] = { "127.0.0.1", "1.2.3", "0x7f.1", "::1", "fe80::1%lo", "1.2.3.4.5", "localhost", "here", "listed.test", "listed",
		"both.test", "BOTH.test.", "v4.test", "big.test", "slow.test", "host", "dotted.name", "nx.test", "empty.test",
		"fail-once.test", "", "a..b" };
	static const int families[] = { AF_INET, AF_INET6 };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (size_t k = 0; k < 2; k++)
			look(names[i], NULL, families[k], SOCK_STREAM, 0);
	look("alias.test", NULL, AF_INET, SOCK_STREAM, 0);
	look("both.test", NULL, AF_UNSPEC, SOCK_STREAM, 0);
	look("v4.test", NULL, AF_UNSPEC, SOCK_DGRAM, 0);
	look("nx.test", NULL, AF_UNSPEC, SOCK_DGRAM, 0);
#ifdef __GLIBC__
	/* It gives up after a message that is cut, takes a question for its answer, and a name that could not be asked for as one that is not. */
	printf("lie.test - 2 1 0: 2.1.6 10.4.4.4/0\necho.test - 2 1 0: 2.1.6 10.4.4.4/0\nfail.test - 2 2 0: -3 Temporary failure in name resolution\n");
#else
	look("lie.test", NULL, AF_INET, SOCK_STREAM, 0);
	look("echo.test", NULL, AF_INET, SOCK_STREAM, 0);
	look("fail.test", NULL, AF_INET, SOCK_DGRAM, 0);
#endif
	look("alias.test", "http", AF_INET, 0, AI_CANONNAME);
	look("listed", "http", AF_INET, 0, AI_CANONNAME);
	look("host", NULL, AF_INET, SOCK_STREAM, AI_CANONNAME);
	look("127.0.0.1", "echo", AF_UNSPEC, 0, 0);
	look("127.0.0.1", "http", AF_UNSPEC, SOCK_DGRAM, 0);
	look("127.0.0.1", "www", AF_UNSPEC, SOCK_STREAM, 0);
	look("127.0.0.1", "80", AF_UNSPEC, 0, 0);
	look("127.0.0.1", "nothing", AF_UNSPEC, SOCK_STREAM, 0);
	look("127.0.0.1", "http", AF_UNSPEC, SOCK_STREAM, AI_NUMERICSERV);
	look("127.0.0.1", "80", AF_UNSPEC, SOCK_STREAM, AI_NUMERICSERV);
	look("localhost", NULL, AF_INET, SOCK_STREAM, AI_NUMERICHOST);
	look(NULL, "80", AF_INET, SOCK_STREAM, 0);
	look(NULL, "80", AF_INET, SOCK_STREAM, AI_PASSIVE);
	look(NULL, "80", AF_INET6, SOCK_STREAM, 0);
	look(NULL, "80", AF_INET6, SOCK_STREAM, AI_PASSIVE);
	look(NULL, NULL, AF_INET, SOCK_STREAM, 0);
	look(NULL, "80", AF_INET, SOCK_STREAM, AI_CANONNAME);
	look("127.0.0.1", NULL, AF_INET6, SOCK_STREAM, AI_V4MAPPED);
	look("v4.test", NULL, AF_INET6, SOCK_STREAM, AI_V4MAPPED);
	look("127.0.0.1", NULL, 77, SOCK_STREAM, 0);
	look("127.0.0.1", NULL, AF_INET, 77, 0);
	look("127.0.0.1", NULL, AF_INET, SOCK_STREAM, 0x40000000);
}

static void name_of(const char *text, int port, int flags, socklen_t size)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(port) };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
	char host[256] = "-", service[64] = "-";
	int error;
	if (inet_pton(AF_INET, text, &in.sin_addr) == 1) {
		error = getnameinfo((void *)&in, sizeof in, host, size, service, sizeof service, flags);
	} else {
		inet_pton(AF_INET6, text, &in6.sin6_addr);
		in6.sin6_scope_id = strncmp(text, "fe80", 4) == 0;
		error = getnameinfo((void *)&in6, sizeof in6, host, size, service, sizeof service, flags);
	}
	if (error)
		printf("%s: %d\n", text, error);
	else
		printf("%s: %s %s\n", text, host, service);
}

static void names(void)
{
	name_of("127.0.0.1", 80, 0, 256);
	name_of("127.0.0.1", 80, NI_NUMERICHOST | NI_NUMERICSERV, 256);
	name_of("127.0.0.1", 514, 0, 256);
	name_of("127.0.0.1", 514, NI_DGRAM, 256);
	name_of("127.0.0.1", 12345, 0, 256);
	name_of("10.0.0.1", 7, 0, 256);
	name_of("10.0.0.1", 7, 0, 5);
	name_of("10.77.0.1", 7, 0, 256);
	name_of("10.77.0.1", 7, NI_NAMEREQD, 256);
	name_of("::1", 7, 0, 256);
	name_of("2001:db8::1", 7, 0, 256);
	name_of("fe80::5", 7, NI_NUMERICHOST, 256);
	struct sockaddr_in bad = { .sin_family = 77 };
	char host[8];
	printf("%d", getnameinfo((void *)&bad, sizeof bad, host, 8, NULL, 0, 0));
	bad.sin_family = AF_INET;
	printf(" %d\n", getnameinfo((void *)&bad, 3, host, 8, NULL, 0, 0));
}

static void show_host(const struct hostent *host)
{
	char text[64];
	if (!host) {
		printf("no host %d %s\n", h_errno, hstrerror(h_errno));
		return;
	}
	printf("%s %d %d", host->h_name, host->h_addrtype, host->h_length);
	for (int i = 0; host->h_addr_list[i]; i++)
		printf(" %s", inet_ntop(host->h_addrtype, host->h_addr_list[i], text, sizeof text));
	printf("\n");
}

static void old(void)
{
	struct in_addr in = { inet_addr("10.0.0.1") };
	struct hostent own, *result;
	char buffer[1024];
	int error;
	show_host(gethostbyname("both.test"));
	show_host(gethostbyname("127.0.0.1"));
	show_host(gethostbyname("nx.test"));
	show_host(gethostbyname("empty.test"));
	show_host(gethostbyname2("both.test", AF_INET6));
	show_host(gethostbyname("alias.test"));
	show_host(gethostbyaddr(&in, 4, AF_INET));
	in.s_addr = inet_addr("10.77.0.1");
	show_host(gethostbyaddr(&in, 4, AF_INET));
	printf("%d", gethostbyname_r("both.test", &own, buffer, sizeof buffer, &result, &error));
	show_host(result);
	printf("%d", gethostbyname_r("both.test", &own, buffer, 8, &result, &error));
	printf(" %d\n", result == NULL);
	struct servent *service;
	while ((service = getservent()) != NULL)
		printf("%s %d %s %s\n", service->s_name, ntohs(service->s_port), service->s_proto, service->s_aliases[0] ? service->s_aliases[0] : "-");
	endservent();
	service = getservbyname("www", NULL);
	printf("%s %d\n", service->s_name, ntohs(service->s_port));
	service = getservbyport(htons(514), "udp");
	printf("%s", service->s_name);
	printf(" %d\n", getservbyname("http", "udp") == NULL);
	struct servent found, *pointer;
	printf("%d", getservbyname_r("many", "udp", &found, buffer, sizeof buffer, &pointer));
	printf(" %s %s %d", pointer->s_name, pointer->s_proto, ntohs(pointer->s_port));
	printf(" %d\n", getservbyport_r(htons(99), NULL, &found, buffer, 10, &pointer) == ERANGE);
	struct protoent *protocol;
	while ((protocol = getprotoent()) != NULL)
		printf("%s %d %s\n", protocol->p_name, protocol->p_proto, protocol->p_aliases[0]);
	endprotoent();
	printf("%d", getprotobyname("UDP")->p_proto);
	printf(" %s", getprotobynumber(1)->p_name);
	printf(" %d\n", getprotobyname("nothing") == NULL);
	printf("%x", getnetbyname("loopback")->n_net);
	printf(" %s\n", getnetbyaddr(0x0a000000, AF_INET)->n_name);
}

static void messages(void)
{
	unsigned char message[2048], small[64];
	char name[256];
	ns_msg parsed;
	ns_rr record;
	int length = res_query("text.test", ns_c_in, ns_t_txt, message, sizeof message);
	printf("%d %d", length, ns_initparse(message, length, &parsed));
	printf(" %d %d %d", ns_msg_count(parsed, ns_s_qd), ns_msg_count(parsed, ns_s_an), ns_msg_getflag(parsed, ns_f_rcode));
	printf(" %d", ns_parserr(&parsed, ns_s_an, 0, &record));
	printf(" %s %d %d %d %.5s", ns_rr_name(record), ns_rr_type(record), (int)ns_rr_ttl(record), ns_rr_rdlen(record), ns_rr_rdata(record) + 1);
	printf(" %d\n", ns_parserr(&parsed, ns_s_an, 1, &record));
	printf("%d", res_query("nx.test", ns_c_in, ns_t_a, message, sizeof message));
	printf(" %d %d", h_errno, res_query("empty.test", ns_c_in, ns_t_a, message, sizeof message));
	printf(" %d %d", h_errno, res_search("host", ns_c_in, ns_t_a, message, sizeof message));
	printf(" %d\n", res_querydomain("v4", "test", ns_c_in, ns_t_a, message, sizeof message));
	length = res_mkquery(ns_o_query, "a.b.c", ns_c_in, ns_t_mx, NULL, 0, NULL, message, sizeof message);
	printf("%d", length);
	for (int i = 2; i < length; i++)
		printf(" %02x", message[i]);
	printf(" %d\n", res_mkquery(ns_o_query, "a..b", ns_c_in, ns_t_mx, NULL, 0, NULL, message, sizeof message));
	/* Names: shared ends, loops, cut ones, strange letters. */
	unsigned char *known[8] = { message, NULL };
	int at = 12;
	memset(message, 0, 12);
	static const char *const texts[] = { "www.example.org", "ftp.example.org", "EXAMPLE.org", "org", "other.net", "www.example.org", "a\\.b.org", "" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		length = dn_comp(texts[i], message + at, 200, known, known + 8);
		int start = at;
		at += length;
		int taken = dn_expand(message, message + at, message + start, name, sizeof name);
		printf("%d %d %s %d\n", length, taken, name, dn_skipname(message + start, message + at));
	}
	static const unsigned char loop[] = { 1, 'a', 0xc0, 0 }, own[] = { 0xc0, 0 }, cut[] = { 5, 'a', 'b' }, odd[] = { 3, 'a', ' ', 200, 1, '.', 0 }, high[] = { 0x80, 1, 0 };
	printf("%d", dn_expand(loop, loop + 4, loop, name, sizeof name));
	printf(" %d", dn_expand(own, own + 2, own, name, sizeof name));
	printf(" %d", dn_expand(cut, cut + 3, cut, name, sizeof name));
	printf(" %d", dn_expand(high, high + 3, high, name, sizeof name));
	printf(" %d", dn_expand(odd, odd + 7, odd, name, 3));
	printf(" %d", dn_expand(odd, odd + 7, odd, name, sizeof name));
	printf(" %s\n", name);
	ns_put16(0x1234, small);
	ns_put32(0x12345678, small + 2);
	printf("%x %lx\n", ns_get16(small), (unsigned long)ns_get32(small + 2));
}

static void interfaces(void)
{
	struct ifaddrs *list;
	char name[IF_NAMESIZE];
	printf("%d\n", getifaddrs(&list));
	for (struct ifaddrs *entry = list; entry; entry = entry->ifa_next) {
		printf("%s %x %d", entry->ifa_name, entry->ifa_flags, entry->ifa_addr->sa_family);
		if (entry->ifa_addr->sa_family != AF_PACKET) {
			show_address(entry->ifa_addr);
			show_address(entry->ifa_netmask);
		}
		printf(" %d\n", entry->ifa_data != NULL);
	}
	freeifaddrs(list);
	printf("%u %s", if_nametoindex("lo"), if_indextoname(1, name));
	printf(" %u %d", if_nametoindex("nothing"), errno);
	printf(" %d %d\n", if_indextoname(77, name) == NULL, errno);
	struct if_nameindex *index = if_nameindex();
	for (struct if_nameindex *entry = index; entry->if_index; entry++)
		printf("%u %s\n", entry->if_index, entry->if_name);
	if_freenameindex(index);
}

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	addresses();
	names();
	old();
	messages();
	interfaces();
	return 0;
}
