/* SPDX-License-Identifier: MIT */
#ifndef _NETINET_IP_H
#define _NETINET_IP_H

#include <endian.h>
#include <stdint.h>
#include <netinet/in.h>

/* RFC 791; bit fields begin at the low end of a byte. */
struct iphdr {
	unsigned ihl : 4, version : 4;
	uint8_t tos;
	uint16_t tot_len, id, frag_off;
	uint8_t ttl, protocol;
	uint16_t check;
	uint32_t saddr, daddr;
};

struct ip {
	unsigned ip_hl : 4, ip_v : 4;
	uint8_t ip_tos;
	uint16_t ip_len, ip_id, ip_off;
	uint8_t ip_ttl, ip_p;
	uint16_t ip_sum;
	struct in_addr ip_src, ip_dst;
};

struct ip_timestamp {
	uint8_t ipt_code, ipt_len, ipt_ptr;
	unsigned ipt_flg : 4, ipt_oflw : 4;
	uint32_t data[9];
};

#define IP_MSS 576
#define IP_OFFMASK 0x1fff
#define IP_MF 0x2000
#define IP_DF 0x4000
#define IP_RF 0x8000
#define IP_MAXPACKET 0xffff
#define IPDEFTTL 64
#define IPFRAGTTL 60
#define IPOPT_CONTROL 0
#define IPOPT_END 0
#define IPOPT_EOL 0
#define IPOPT_OPTVAL 0
#define IPOPT_SECUR_UNCLASS 0
#define IPOPT_TS_TSONLY 0
#define IPOPT_NOOP 1
#define IPOPT_NOP 1
#define IPOPT_OLEN 1
#define IPOPT_TS_TSANDADDR 1
#define IPOPT_OFFSET 2
#define IPOPT_TS_PRESPEC 3
#define IPOPT_MINOFF 4
#define IPOPT_RR 7
#define IPOPT_NUMBER_MASK 31
#define IPOPT_RESERVED1 32
#define IPOPT_DEBMEAS 64
#define IPOPT_MEASUREMENT 64
#define IPOPT_TIMESTAMP 68
#define IPOPT_TS 68
#define IPOPT_CLASS_MASK 96
#define IPOPT_RESERVED2 96
#define IPOPT_COPY 128
#define IPOPT_SEC 130
#define IPOPT_SECURITY 130
#define IPOPT_LSRR 131
#define IPOPT_SATID 136
#define IPOPT_SID 136
#define IPOPT_SSRR 137
#define IPOPT_RA 148
#define IPOPT_SECUR_TOPSECRET 0x6bc5
#define IPOPT_SECUR_EFTO 0x789a
#define IPOPT_SECUR_RESTR 0xaf13
#define IPOPT_SECUR_MMMM 0xbc4d
#define IPOPT_SECUR_SECRET 0xd788
#define IPOPT_SECUR_CONFID 0xf135
#define IPTTLDEC 1
#define IPTOS_CLASS_CS0 0
#define IPTOS_CLASS_DEFAULT 0
#define IPTOS_ECN_NOT_ECT 0
#define IPTOS_PREC_ROUTINE 0
#define IPTOS_ECN_ECT1 1
#define IPTOS_ECN_ECT0 2
#define IPTOS_LOWCOST 2
#define IPTOS_MINCOST 2
#define IPTOS_ECN_CE 3
#define IPTOS_ECN_MASK 3
#define IPTOS_RELIABILITY 4
#define IPTOS_THROUGHPUT 8
#define IPTOS_LOWDELAY 16
#define IPTOS_TOS_MASK 30
#define IPTOS_CLASS_CS1 32
#define IPTOS_PREC_PRIORITY 32
#define IPTOS_DSCP_AF11 40
#define IPTOS_DSCP_AF12 48
#define IPTOS_DSCP_AF13 56
#define IPTOS_CLASS_CS2 64
#define IPTOS_PREC_IMMEDIATE 64
#define IPTOS_DSCP_AF21 72
#define IPTOS_DSCP_AF22 80
#define IPTOS_DSCP_AF23 88
#define IPTOS_CLASS_CS3 96
#define IPTOS_PREC_FLASH 96
#define IPTOS_DSCP_AF31 104
#define IPTOS_DSCP_AF32 112
#define IPTOS_DSCP_AF33 120
#define IPTOS_CLASS_CS4 128
#define IPTOS_PREC_FLASHOVERRIDE 128
#define IPTOS_DSCP_AF41 136
#define IPTOS_DSCP_AF42 144
#define IPTOS_DSCP_AF43 152
#define IPTOS_CLASS_CS5 160
#define IPTOS_PREC_CRITIC_ECP 160
#define IPTOS_DSCP_EF 184
#define IPTOS_CLASS_CS6 192
#define IPTOS_PREC_INTERNETCONTROL 192
#define IPTOS_CLASS_CS7 224
#define IPTOS_CLASS_MASK 224
#define IPTOS_PREC_MASK 224
#define IPTOS_PREC_NETCONTROL 224
#define IPTOS_DSCP_MASK 252
#define IPVERSION 4
#define MAX_IPOPTLEN 40
#define MAXTTL 255

#endif
