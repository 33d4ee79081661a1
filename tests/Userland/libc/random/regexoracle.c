/* SPDX-License-Identifier: MIT */
/*
 * An expression is a tree. ends() gives, for a set of places in the text, the set where a match of a tree that begins at one of them may end;
 * that is exact. divide() then says where the groups of a match are, by POSIX.1-2024 XBD 9.1: subpatterns, from left to right, match the
 * longest possible strings, and a null string only where nothing else does.
 */
#include "regexoracle.h"
#include <stdint.h>
#include <string.h>

enum kind { EMPTY, SET, JOIN, EITHER, REPEAT, GROUP, LINE_START, LINE_END };
enum { NODES = 400, UNLIMITED = -1 };

struct node {
	enum kind kind;
	int first, second, low, high, group;
	unsigned char set[256];
};

static struct node nodes[NODES];
static int node_count, group_count, depth, failed;
static const char *p, *subject;
static int length, is_extended, has_lines, exec;
int oracle_is_ambiguous;

static int new_node(enum kind kind)
{
	if (node_count == NODES) {
		failed = 1;
		return 0;
	}
	memset(&nodes[node_count], 0, sizeof *nodes);
	nodes[node_count].kind = kind;
	return node_count++;
}

static int parse_either(void);

static int is_special(const char *basic, const char *extended)
{
	return is_extended ? *p && strchr(extended, *p) : p[0] == '\\' && p[1] && strchr(basic, p[1]);
}

static int parse_brackets(void)
{
	int node = new_node(SET), is_inverse = 0;
	unsigned char *set = nodes[node].set;
	if (*++p == '^') {
		is_inverse = 1;
		p++;
	}
	for (int first = 1; first || *p != ']'; first = 0) {
		unsigned char low = (unsigned char)*p, high = low;
		if (!*p || (*p == '[' && p[1] && strchr(".:=", p[1])) || low >= 0x80) {
			failed = 1;
			return node;
		}
		if (p[1] == '-' && p[2] && p[2] != ']') {
			high = (unsigned char)p[2];
			if (high < low || high >= 0x80 || high == '[' || high == '-') {
				failed = 1;
				return node;
			}
			p += 2;
		}
		for (int c = low; c <= high; c++)
			set[c] = 1;
		p++;
	}
	p++;
	for (int c = 1; is_inverse && c < 128; c++)
		set[c] = !set[c] && !(has_lines && c == '\n');
	return node;
}

static int parse_group(void)
{
	int node = new_node(GROUP), group = ++group_count;
	p += is_extended ? 1 : 2;
	depth++;
	int inside = parse_either();
	depth--;
	if (is_extended ? *p != ')' : p[0] != '\\' || p[1] != ')')
		failed = 1;
	else
		p += is_extended ? 1 : 2;
	nodes[node].first = inside;
	nodes[node].group = group;
	return node;
}

static int parse_one(int is_first)
{
	if (is_special("(", "("))
		return parse_group();
	if (*p == '[')
		return parse_brackets();
	if (*p == '^' && (is_extended || is_first)) {
		p++;
		return new_node(LINE_START);
	}
	if (*p == '$' && (is_extended || !p[1] || (p[1] == '\\' && p[2] == ')'))) {
		p++;
		return new_node(LINE_END);
	}
	/* A star at the start of a basic expression is itself; what else may not stand here is undefined. */
	if (is_extended ? strchr("*+?{})", *p) != 0 : *p == '*' && !is_first)
		failed = 1;
	int is_escaped = *p == '\\';
	if (is_escaped && (!*++p || (*p >= '0' && *p <= '9') || strchr("(){}|+?<>'`", *p) || (*p | 32) >= 'a'))
		failed = failed || !is_extended || !*p || !strchr("(){}|+?", *p);
	int node = new_node(SET);
	unsigned char c = (unsigned char)*p;
	if (c >= 0x80 || !c) {
		failed = 1;
		return node;
	}
	if (c == '.' && !is_escaped)
		for (int other = 1; other < 128; other++)
			nodes[node].set[other] = !(has_lines && other == '\n');
	else
		nodes[node].set[c] = 1;
	p++;
	return node;
}

static int parse_number(void)
{
	int number = 0;
	if (*p < '0' || *p > '9')
		failed = 1;
	while (*p >= '0' && *p <= '9' && number < 100)
		number = number * 10 + *p++ - '0';
	return number;
}

/* *, +, ? and intervals; 0 if there is none. */
static int parse_repetition(int *low, int *high)
{
	*low = 0;
	*high = UNLIMITED;
	if (*p == '*') {
		p++;
	} else if (is_extended && (*p == '+' || *p == '?')) {
		*low = *p == '+';
		*high = *p++ == '+' ? UNLIMITED : 1;
	} else if (is_special("{", "{")) {
		p += is_extended ? 1 : 2;
		*low = *high = parse_number();
		if (*p == ',') {
			p++;
			*high = *p == (is_extended ? '}' : '\\') ? UNLIMITED : parse_number();
		}
		if (!is_extended && *p == '\\')
			p++;
		else if (!is_extended)
			failed = 1;
		failed |= *p != '}' || *low > 9 || *high > 9 || (*high != UNLIMITED && *high < *low);
		p += *p == '}';
	} else {
		return 0;
	}
	return 1;
}

static int parse_join(void)
{
	int all = -1;
	for (int is_first = 1; !failed && *p && !is_special("|", "|") && !(depth && is_special(")", ")"));) {
		int part = parse_one(is_first), low, high;
		enum kind kind = nodes[part].kind;
		is_first = !is_extended && is_first && kind == LINE_START;
		if (!failed && (kind != LINE_START || is_extended) && parse_repetition(&low, &high) && !failed) {
			/* Repeated anchors and repetitions in a row are undefined. */
			failed |= kind == LINE_START || kind == LINE_END || *p == '*' || (is_extended ? *p && strchr("+?{", *p) : is_special("{?+", ""));
			int repeat = new_node(REPEAT);
			nodes[repeat].first = part;
			nodes[repeat].low = low;
			nodes[repeat].high = high;
			part = repeat;
		}
		int join = new_node(JOIN);
		nodes[join].first = part;
		nodes[join].second = -1;
		/* A list: the first of the rest hangs on second. */
		if (all < 0) {
			all = join;
		} else {
			int last = all;
			while (nodes[last].second >= 0)
				last = nodes[last].second;
			nodes[last].second = join;
		}
	}
	/* An empty expression is undefined but for the whole and (). */
	if (all < 0)
		all = new_node(EMPTY);
	return all;
}

static int parse_either(void)
{
	int left = parse_join();
	if (!failed && is_special("|", "|")) {
		/* \| in basic expressions is a common addition, here left out. */
		failed |= !is_extended || nodes[left].kind == EMPTY;
		p++;
		int either = new_node(EITHER), right = parse_either();
		failed |= nodes[right].kind == EMPTY;
		nodes[either].first = left;
		nodes[either].second = right;
		return either;
	}
	return left;
}

static int at_line_start(int i)
{
	return (i == 0 && !(exec & REG_NOTBOL)) || (has_lines && i > 0 && subject[i - 1] == '\n');
}

static int at_line_end(int i)
{
	return (i == length && !(exec & REG_NOTEOL)) || (has_lines && i < length && subject[i] == '\n');
}

static uint64_t filter(uint64_t from, int (*is_there)(int))
{
	uint64_t to = 0;
	for (int i = 0; i <= length; i++)
		if (from >> i & 1 && is_there(i))
			to |= 1ull << i;
	return to;
}

static uint64_t ends(int index, uint64_t from);

static uint64_t repeated(int index, uint64_t from, int low, int high)
{
	uint64_t all = 0;
	for (int i = 0; i < low; i++)
		from = ends(index, from);
	for (all = from; high == UNLIMITED || low < high; low++) {
		uint64_t more = ends(index, all) | all;
		if (more == all)
			break;
		all = more;
	}
	return all;
}

static uint64_t ends(int index, uint64_t from)
{
	struct node *node = &nodes[index];
	uint64_t to = 0;
	if (!from)
		return 0;
	switch (node->kind) {
	case EMPTY: return from;
	case SET:
		for (int i = 0; i < length; i++)
			if (from >> i & 1 && node->set[(unsigned char)subject[i]])
				to |= 2ull << i;
		return to;
	case JOIN:
		to = ends(node->first, from);
		return node->second < 0 ? to : ends(node->second, to);
	case EITHER: return ends(node->first, from) | ends(node->second, from);
	case REPEAT: return repeated(node->first, from, node->low, node->high);
	case GROUP: return ends(node->first, from);
	case LINE_START: return filter(from, at_line_start);
	default: return filter(from, at_line_end);
	}
}

static int can_match(int index, int from, int to)
{
	return ends(index, 1ull << from) >> to & 1;
}

static void clear_groups(int index, regmatch_t *matches)
{
	struct node *node = &nodes[index];
	if (node->kind == GROUP && node->group < ORACLE_GROUPS)
		matches[node->group].rm_so = matches[node->group].rm_eo = -1;
	if (node->kind == GROUP || node->kind == JOIN || node->kind == EITHER || node->kind == REPEAT)
		clear_groups(node->first, matches);
	if ((node->kind == JOIN && node->second >= 0) || node->kind == EITHER)
		clear_groups(node->second, matches);
}

static void divide(int index, int from, int to, regmatch_t *matches);

/* Each turn but the last takes as much as it can. */
static void divide_repeat(struct node *node, int from, int to, regmatch_t *matches)
{
	int low = node->low, high = node->high;
	if (from == to) {
		/* A turn with the null string, if it must be or if nothing else is there: the standard leaves open which. */
		oracle_is_ambiguous |= high != 0 && can_match(node->first, from, to);
		if (high != 0 && can_match(node->first, from, to) && low > 0)
			divide(node->first, from, to, matches);
		return;
	}
	while (from < to) {
		int next = to, rest = low > 0 ? low - 1 : 0, most = high == UNLIMITED ? UNLIMITED : high - 1;
		while (next > from && !(can_match(node->first, from, next) && repeated(node->first, 1ull << next, rest, most) >> to & 1))
			next--;
		if (next == from) {
			/* Only with null strings in the first turns. */
			oracle_is_ambiguous = 1;
			return;
		}
		clear_groups(node->first, matches);
		divide(node->first, from, next, matches);
		from = next;
		low = rest;
		high = most;
	}
	/* Turns that are left over match null strings, whose groups nobody agrees on. */
	oracle_is_ambiguous |= low > 0;
}

static void divide(int index, int from, int to, regmatch_t *matches)
{
	struct node *node = &nodes[index];
	switch (node->kind) {
	case GROUP:
		if (node->group < ORACLE_GROUPS) {
			matches[node->group].rm_so = from;
			matches[node->group].rm_eo = to;
		}
		divide(node->first, from, to, matches);
		break;
	case JOIN:
		if (node->second < 0) {
			divide(node->first, from, to, matches);
			break;
		}
		int middle = to;
		while (!(can_match(node->first, from, middle) && can_match(node->second, middle, to)))
			middle--;
		divide(node->first, from, middle, matches);
		divide(node->second, middle, to, matches);
		break;
	case EITHER:
		oracle_is_ambiguous |= can_match(node->first, from, to) && can_match(node->second, from, to);
		divide(can_match(node->first, from, to) ? node->first : node->second, from, to, matches);
		break;
	case REPEAT:
		divide_repeat(node, from, to, matches);
		break;
	default:
		break;
	}
}

int oracle_match(const char *pattern, const char *text, int flags, int exec_flags, regmatch_t matches[ORACLE_GROUPS])
{
	p = pattern;
	subject = text;
	length = (int)strnlen(text, ORACLE_TEXT + 1);
	is_extended = flags & REG_EXTENDED;
	has_lines = flags & REG_NEWLINE;
	exec = exec_flags;
	node_count = group_count = depth = failed = oracle_is_ambiguous = 0;
	if (length > ORACLE_TEXT || strnlen(pattern, NODES) == NODES)
		return -1;
	int all = parse_either();
	if (failed || *p)
		return -1;
	for (int i = 0; i < ORACLE_GROUPS; i++)
		matches[i].rm_so = matches[i].rm_eo = -1;
	for (int start = 0; start <= length; start++) {
		uint64_t possible = ends(all, 1ull << start);
		if (!possible)
			continue;
		matches[0].rm_so = start;
		matches[0].rm_eo = 63 - __builtin_clzll(possible);
		divide(all, start, (int)matches[0].rm_eo, matches);
		return 0;
	}
	return REG_NOMATCH;
}
