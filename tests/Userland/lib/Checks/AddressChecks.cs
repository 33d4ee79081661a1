// SPDX-License-Identifier: MIT
using System;
using System.Net;
using System.Net.Sockets;
using Skift.Tests.Corelib;

namespace Skift.Tests.Userland;

/// <summary>Addresses as text and as bytes.</summary>
internal static class AddressChecks
{
    private static readonly string[] s_texts =
    [
        "127.0.0.1", "0.0.0.0", "255.255.255.255", "1.2.3", "1.2", "1", "4294967295", "4294967296", "0x7f.1", "0x7f000001", "010.0.0.1", "08.1.1.1", "1.2.3.256", "1.2.65535", "1.2.65536",
        "1.2.3.4.5", "1..2", ".1", "1.", "", " 1.2.3.4", "1.2.3.4 ", "a", "-1", "+1", "1.2.3.0x", "::", "::1", "1::", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7", "1::2::3", ":::", ":1", "1:", "12345::", "::g", "FE80::A", "fe80::1%3", "fe80::1%", "fe80::1%4294967296", "::1.2.3.4", "::ffff:1.2.3.4", "::ffff:0:1.2.3.4", "::1.2.3", "::1.2.3.04", "::1.2.3.010", "::1.2.3.08", "::0x1.2.3.4", "::1.2.3.256", "fe80::1%eth9", "::ffff:1.2.3.4%1",
        "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "::5efe:1.2.3.4", "1::0:5efe:1.2.3.4", "2001:db8:0:0:1:0:0:1", "1:0:0:2:0:0:0:3", "0:0:0:1:0:0:0:0", "0:1:0:1:0:1:0:1", "[::1]", "[::1]:80", "[::1", "::1]", "::0.0.0.1", "::1:0:0",
        "[1.2.3.4]", "1.2.3.4:80",
    ];

    internal static void Run(Check check)
    {
        foreach (string text in s_texts)
        {
            check.Print("address " + text, IPAddress.TryParse(text, out IPAddress? address) ? Show(address) : "none");
            check.Print("end point " + text, IPEndPoint.TryParse(text, out IPEndPoint? endPoint) ? endPoint.ToString() : "none");
        }

        foreach (string text in (string[])["1.2.3.4:", "1.2.3.4:65535", "1.2.3.4:65536", "1.2.3.4:x", "[fe80::1%2]:99", "[::1]:", "::1:80", ":80", "80"])
        {
            check.Print("end point " + text, IPEndPoint.TryParse(text, out IPEndPoint? endPoint) ? endPoint.ToString() : "none");
        }

        Errors(check);
        Properties(check);
    }

    private static string Show(IPAddress address) => $"{address} {address.AddressFamily} {string.Join(".", address.GetAddressBytes())}";

    private static void Errors(Check check)
    {
        check.Throws<FormatException>("no address", () => IPAddress.Parse("x"));
        check.Throws<FormatException>("no end point", () => IPEndPoint.Parse("x"));
        check.Throws<ArgumentNullException>("null", () => IPAddress.Parse((string)null!));
        check.Throws<ArgumentException>("five bytes", () => _ = new IPAddress(new byte[5]));
        check.Throws<ArgumentException>("a scope of version 4", () => _ = new IPAddress(new byte[4], 1));
        check.Throws<ArgumentOutOfRangeException>("a port too high", () => _ = new IPEndPoint(IPAddress.Any, 65536));
        check.Throws<SocketException>("no scope", () => _ = IPAddress.Loopback.ScopeId);
        check.Throws<ArgumentNullException>("no path", () => _ = new UnixDomainSocketEndPoint(null!));
        check.Throws<ArgumentOutOfRangeException>("an empty path", () => _ = new UnixDomainSocketEndPoint(""));
        check.Throws<ArgumentOutOfRangeException>("a long path", () => _ = new UnixDomainSocketEndPoint(new string('a', 108)));
        check.Print("the longest path", new UnixDomainSocketEndPoint(new string('a', 107)).Serialize().Size.ToString());
    }

    private static void Properties(Check check)
    {
        foreach (string text in (string[])["127.1.2.3", "::1", "::ffff:127.0.0.1", "ff02::1", "fe80::1", "fec0::1", "fd00::1", "2001:0::1", "::ffff:9.8.7.6", "1.2.3.4"])
        {
            IPAddress address = IPAddress.Parse(text);
            check.Print("kind of " + text, $"{IPAddress.IsLoopback(address)} {address.IsIPv6Multicast} {address.IsIPv6LinkLocal} {address.IsIPv6SiteLocal} {address.IsIPv6UniqueLocal} {address.IsIPv6Teredo} {address.IsIPv4MappedToIPv6}");
            check.Print("mapped " + text, $"{address.MapToIPv6()} {address.MapToIPv4()}");
            check.Print("bytes of " + text, new IPEndPoint(address, 258).Serialize().ToString());
        }

        check.Print("constants", $"{IPAddress.Any} {IPAddress.Loopback} {IPAddress.Broadcast} {IPAddress.None} {IPAddress.IPv6Any} {IPAddress.IPv6Loopback} {IPAddress.IPv6None}");
        check.Print("number", $"{new IPAddress(0x0100007FL)} {IPAddress.HostToNetworkOrder(1)} {IPAddress.NetworkToHostOrder((short)1)} {IPAddress.HostToNetworkOrder(1L)}");
        check.Print("equal", $"{IPAddress.Parse("1.2.3.4").Equals(new IPAddress([1, 2, 3, 4]))} {new IPEndPoint(IPAddress.Any, 1).Equals(new IPEndPoint(IPAddress.Any, 1))} {new IPEndPoint(IPAddress.Any, 1).Equals(new IPEndPoint(IPAddress.Any, 2))}");
        check.Print("create", new IPEndPoint(IPAddress.Any, 0).Create(new IPEndPoint(IPAddress.Loopback, 7).Serialize()).ToString());
        check.Print("create another", new IPEndPoint(IPAddress.Any, 0).Create(new IPEndPoint(IPAddress.IPv6Any, 7).Serialize()).ToString());
        check.Throws<ArgumentException>("create of a path", () => new IPEndPoint(IPAddress.Any, 0).Create(new UnixDomainSocketEndPoint("a").Serialize()));
        check.Print("unix", $"{new UnixDomainSocketEndPoint("/a/b")} {new UnixDomainSocketEndPoint("\0a")} {new UnixDomainSocketEndPoint("/a/b").Serialize()} {new UnixDomainSocketEndPoint("\0a").Serialize()}");
    }
}
