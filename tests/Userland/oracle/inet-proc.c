// SPDX-License-Identifier: MIT
// What /proc shows of internet sockets.
#include "inethelp.h"

// Shows the lines about a port, with the ports by role and without what differs from run to run.
static void show_lines(const char *path, int port, int other)
{
    FILE *file = fopen(path, "r");
    char line[512];
    NEED(file != NULL);
    NEED(fgets(line, sizeof line, file));
    printf("%s: header %d\n", path, (int)strlen(line));
    while (fgets(line, sizeof line, file)) {
        char local[40], remote[40];
        unsigned local_port, remote_port, state, transmit, receive, uid;
        unsigned long inode;
        int number;
        NEED(sscanf(line, " %d: %39[0-9A-F]:%X %39[0-9A-F]:%X %X %X:%X %*X:%*X %*X %u %*d %lu", &number, local, &local_port, remote, &remote_port, &state, &transmit,
            &receive, &uid, &inode) == 10);
        if ((int)local_port != port) continue;
        printf("%s %s: state %02X send %X receive %X uid %u inode %s, length %d\n", local,
            (int)remote_port == other ? "to the other" : remote_port ? "to somebody" : "to nobody", state, transmit, strstr(path, "udp") ? 0 : receive, uid,
            inode ? "yes" : "no", (int)strlen(line) > 140 || strchr(path, '6') ? 0 : (int)strlen(line));
        printf("remote %s\n", remote_port ? remote : "none");
    }
    fclose(file);
}

CASE(tables_of_tcp)
{
    int listener = inet_listener(5);
    int port = inet_port(listener);
    show_lines("/proc/net/tcp", port, 0);
    int c = socket(AF_INET, SOCK_STREAM, 0);
    NEED(inet_connect(c, port) == 0);
    show_lines("/proc/net/tcp", inet_port(c), port);
    int d = accept(listener, NULL, NULL);
    close(listener);
    send(c, "abc", 3, 0);
    inet_await(d, POLLIN);
    show_lines("/proc/net/tcp", port, inet_port(c));
    char text[4];
    R(recv(d, text, 4, 0));
    int six = socket(AF_INET6, SOCK_STREAM, 0);
    R(listen(six, 1));
    show_lines("/proc/net/tcp6", inet_port(six), 0);
}

CASE(tables_of_udp)
{
    int pair[2];
    udp_pair(pair);
    show_lines("/proc/net/udp", inet_port(pair[0]), inet_port(pair[1]));
    int six = socket(AF_INET6, SOCK_DGRAM, 0);
    struct sockaddr_in6 name = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
    R(bind(six, A(&name), sizeof name));
    show_lines("/proc/net/udp6", inet_port(six), 0);
}

CASE(the_loopback_interface)
{
    FILE *file = fopen("/proc/net/dev", "r");
    char line[512];
    NEED(file != NULL);
    for (int i = 0; i < 2 && fgets(line, sizeof line, file); i++) printf("%s", line);
    int found = 0;
    while (fgets(line, sizeof line, file)) if (strncmp(line, "    lo: ", 8) == 0) found++;
    R(found);
    fclose(file);
    char text[4096];
    R(read_file("/proc/net/if_inet6", text, sizeof text) > 0);
    T(strstr(text, "00000000000000000000000000000001 01 80 10 80       lo\n") != NULL);
    R(read_file("/proc/sys/net/ipv4/ip_local_port_range", text, sizeof text));
    show_bytes("range", text, 12);
    R(read_file("/proc/net/sockstat", text, sizeof text) > 0);
    T(strncmp(text, "sockets: used ", 14) == 0);
    R(read_file("/proc/net/route", text, sizeof text) > 0);
    show_bytes("route", text, 40);
}

CASE(tables_without_lines)
{
    static const char *names[] = { "/proc/net/raw", "/proc/net/raw6", "/proc/net/packet", "/proc/net/netlink", "/proc/net/sockstat6" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char text[8192];
        printf("%s: %s\n", names[i], read_file(names[i], text, sizeof text) > 0 ? "yes" : "no");
        // Which lines there are is another thing; the first says what they hold.
        show_bytes("first", text, strcspn(text, "0\n"));
    }
}

CASE(the_table_of_netlink)
{
    struct netlink_name { unsigned short family, pad; unsigned port, groups; } name = { 16, 0, 54321, 0x11 };
    int s = socket(16, SOCK_RAW, 0);
    R(bind(s, (void *)&name, sizeof name));
    FILE *file = fopen("/proc/net/netlink", "r");
    NEED(file != NULL);
    char line[256];
    while (fgets(line, sizeof line, file)) {
        if (strstr(line, " 54321 ") == NULL) continue;
        // Between an address of the kernel and the number of an inode.
        printf("%.*s\n", 65, line + 17);
    }
    fclose(file);
}

CASE(the_loopback_interface_in_sys)
{
    static const char *names[] = { "addr_assign_type", "addr_len", "address", "broadcast", "carrier", "carrier_changes", "dev_id", "dev_port", "dormant", "flags",
        "ifalias", "ifindex", "iflink", "link_mode", "mtu", "netdev_group", "operstate", "proto_down", "tx_queue_len", "type", "uevent",
        "statistics/rx_errors", "statistics/tx_dropped", "statistics/collisions", "statistics/rx_nohandler", "nothing" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[128], text[256] = "";
        snprintf(path, sizeof path, "/sys/class/net/lo/%s", names[i]);
        long size = read_file(path, text, sizeof text);
        printf("%s %ld", names[i], size);
        show_bytes("", text, size > 0 ? (size_t)size : 0);
    }
    char target[128] = "";
    R(readlink("/sys/class/net/lo", target, sizeof target - 1));
    printf("%s\n", target);
    T(access("/sys/class/net/lo/statistics/rx_bytes", R_OK) == 0);
    T(access("/sys/class/net/lo/subsystem/lo", F_OK) == 0);
}
