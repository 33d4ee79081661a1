/* SPDX-License-Identifier: MIT */
#ifndef _ARPA_NAMESER_H
#define _ARPA_NAMESER_H

#include <bits/types.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NS_PACKETSZ 512
#define NS_MAXDNAME 1025
#define NS_MAXMSG 65535
#define NS_MAXCDNAME 255
#define NS_MAXLABEL 63
#define NS_HFIXEDSZ 12
#define NS_QFIXEDSZ 4
#define NS_RRFIXEDSZ 10
#define NS_INT16SZ 2
#define NS_INT32SZ 4
#define NS_INADDRSZ 4
#define NS_IN6ADDRSZ 16
#define NS_CMPRSFLGS 0xc0
#define NS_DEFAULTPORT 53
#define PACKETSZ NS_PACKETSZ
#define MAXDNAME NS_MAXDNAME
#define MAXCDNAME NS_MAXCDNAME
#define MAXLABEL NS_MAXLABEL
#define HFIXEDSZ NS_HFIXEDSZ
#define QFIXEDSZ NS_QFIXEDSZ
#define RRFIXEDSZ NS_RRFIXEDSZ
#define INT16SZ NS_INT16SZ
#define INT32SZ NS_INT32SZ
#define INADDRSZ NS_INADDRSZ
#define IN6ADDRSZ NS_IN6ADDRSZ
#define NAMESERVER_PORT NS_DEFAULTPORT

typedef enum __ns_sect { ns_s_qd = 0, ns_s_zn = 0, ns_s_an = 1, ns_s_pr = 1, ns_s_ns = 2, ns_s_ud = 2, ns_s_ar = 3, ns_s_max = 4 } ns_sect;
typedef enum __ns_flag {
	ns_f_qr, ns_f_opcode, ns_f_aa, ns_f_tc, ns_f_rd, ns_f_ra, ns_f_z, ns_f_ad, ns_f_cd, ns_f_rcode, ns_f_max
} ns_flag;
typedef enum __ns_opcode { ns_o_query = 0, ns_o_iquery = 1, ns_o_status = 2, ns_o_notify = 4, ns_o_update = 5, ns_o_max = 6 } ns_opcode;
typedef enum __ns_rcode {
	ns_r_noerror = 0, ns_r_formerr = 1, ns_r_servfail = 2, ns_r_nxdomain = 3, ns_r_notimpl = 4, ns_r_refused = 5
} ns_rcode;
typedef enum __ns_class { ns_c_invalid = 0, ns_c_in = 1, ns_c_2 = 2, ns_c_chaos = 3, ns_c_hs = 4, ns_c_none = 254, ns_c_any = 255 } ns_class;
typedef enum __ns_type {
	ns_t_invalid = 0, ns_t_a = 1, ns_t_ns = 2, ns_t_cname = 5, ns_t_soa = 6, ns_t_null = 10, ns_t_wks = 11, ns_t_ptr = 12, ns_t_hinfo = 13,
	ns_t_mx = 15, ns_t_txt = 16, ns_t_aaaa = 28, ns_t_srv = 33, ns_t_naptr = 35, ns_t_dname = 39, ns_t_opt = 41, ns_t_ds = 43,
	ns_t_rrsig = 46, ns_t_nsec = 47, ns_t_dnskey = 48, ns_t_axfr = 252, ns_t_any = 255
} ns_type;
#define QUERY ns_o_query
#define NOERROR ns_r_noerror
#define FORMERR ns_r_formerr
#define SERVFAIL ns_r_servfail
#define NXDOMAIN ns_r_nxdomain
#define NOTIMP ns_r_notimpl
#define REFUSED ns_r_refused
#define C_IN ns_c_in
#define C_ANY ns_c_any
#define T_A ns_t_a
#define T_NS ns_t_ns
#define T_CNAME ns_t_cname
#define T_SOA ns_t_soa
#define T_PTR ns_t_ptr
#define T_MX ns_t_mx
#define T_TXT ns_t_txt
#define T_AAAA ns_t_aaaa
#define T_SRV ns_t_srv
#define T_ANY ns_t_any

typedef struct __ns_msg {
	const unsigned char *_msg, *_eom;
	uint16_t _id, _flags, _counts[ns_s_max];
	const unsigned char *_sections[ns_s_max];
	ns_sect _sect;
	int _rrnum;
	const unsigned char *_msg_ptr;
} ns_msg;
typedef struct __ns_rr {
	char name[NS_MAXDNAME];
	uint16_t type, rr_class;
	uint32_t ttl;
	uint16_t rdlength;
	const unsigned char *rdata;
} ns_rr;
typedef struct {
	unsigned id : 16, rd : 1, tc : 1, aa : 1, opcode : 4, qr : 1, rcode : 4, cd : 1, ad : 1, unused : 1, ra : 1;
	unsigned qdcount : 16, ancount : 16, nscount : 16, arcount : 16;
} HEADER;

#define ns_msg_id(handle) ((handle)._id + 0)
#define ns_msg_base(handle) ((handle)._msg + 0)
#define ns_msg_end(handle) ((handle)._eom + 0)
#define ns_msg_size(handle) ((handle)._eom - (handle)._msg)
#define ns_msg_count(handle, section) ((handle)._counts[section] + 0)
#define ns_msg_getflag(handle, flag) \
	((flag) == ns_f_qr ? (handle)._flags >> 15 & 1 : (flag) == ns_f_opcode ? (handle)._flags >> 11 & 15 : \
	(flag) == ns_f_rcode ? (handle)._flags & 15 : (flag) < ns_f_rcode ? (handle)._flags >> (12 - (int)(flag)) & 1 : 0)
#define ns_rr_name(record) (((record).name[0] != 0) ? (record).name : ".")
#define ns_rr_type(record) ((ns_type)((record).type + 0))
#define ns_rr_class(record) ((ns_class)((record).rr_class + 0))
#define ns_rr_ttl(record) ((record).ttl + 0)
#define ns_rr_rdlen(record) ((record).rdlength + 0)
#define ns_rr_rdata(record) ((record).rdata + 0)
#define NS_GET16(value, at) (void)((value) = ns_get16(((at) += 2) - 2))
#define NS_GET32(value, at) (void)((value) = ns_get32(((at) += 4) - 4))
#define NS_PUT16(value, at) ns_put16((value), ((at) += 2) - 2)
#define NS_PUT32(value, at) ns_put32((value), ((at) += 4) - 4)
#define GETSHORT NS_GET16
#define GETLONG NS_GET32
#define PUTSHORT NS_PUT16
#define PUTLONG NS_PUT32

unsigned ns_get16(const unsigned char *);
unsigned long ns_get32(const unsigned char *);
int ns_initparse(const unsigned char *, int, ns_msg *);
int ns_name_uncompress(const unsigned char *, const unsigned char *, const unsigned char *, char *, size_t);
int ns_parserr(ns_msg *, ns_sect, int, ns_rr *);
void ns_put16(unsigned, unsigned char *);
void ns_put32(unsigned long, unsigned char *);
int ns_skiprr(const unsigned char *, const unsigned char *, ns_sect, int);

#ifdef __cplusplus
}
#endif

#endif
