// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Information;
using Skift.Network;
using Skift.Network.Netlink;
using Xunit;

namespace Skift.Tests.Host.Network;

/// <summary>Requests of NETLINK_ROUTE, which come from programs, and what is answered.</summary>
public class NetlinkTests
{
    private const uint Port = 1234;

    private readonly List<int> _missing = [];

    private List<byte[]> Answer(byte[] datagram, bool mayChange = true, bool isCapped = false)
    {
        InterfaceInformation loopback = new() { Name = "lo", Index = 1, Mtu = 65536, Flags = InterfaceFlag.IFF_UP | InterfaceFlag.IFF_LOOPBACK, LinkType = InterfaceFlag.ARPHRD_LOOPBACK };
        InterfaceAddress[] addresses = [new(InternetAddress.LoopbackIPv4, 8), new(InternetAddress.LoopbackIPv6, 128)];
        return new RouteRequests([loopback], addresses, mayChange, _missing.Add).Answer(datagram, Port, isCapped);
    }

    private static byte[] Request(ushort type, ushort flags, params byte[] body)
    {
        NetlinkWriter writer = new(0);
        writer.Begin(type, flags, 7);
        writer.Add(body);
        writer.End();
        return writer.ToArray();
    }

    /// <summary>Types of the messages in a datagram, each of which must be well formed.</summary>
    private static List<int> TypesOf(byte[] datagram)
    {
        List<int> types = [];
        int offset = 0;
        while (offset < datagram.Length)
        {
            int length = BitConverter.ToInt32(datagram, offset);
            Assert.InRange(length, Skift.Abi.Netlink.HeaderBytes, datagram.Length - offset);
            Assert.Equal(Port, BitConverter.ToUInt32(datagram, offset + 12));
            types.Add(BitConverter.ToUInt16(datagram, offset + 4));
            CheckAttributes(datagram.AsSpan(offset, length), types[^1]);
            offset += Skift.Abi.Netlink.Align(length);
        }

        Assert.Equal(offset, datagram.Length);
        return types;
    }

    private static void CheckAttributes(ReadOnlySpan<byte> message, int type)
    {
        int fixedBytes = type switch
        {
            RouteNetlink.RTM_NEWLINK => RouteNetlink.LinkBytes,
            RouteNetlink.RTM_NEWADDR => RouteNetlink.AddressBytes,
            RouteNetlink.RTM_NEWROUTE => RouteNetlink.RouteBytes,
            _ => -1,
        };
        if (fixedBytes < 0) return;
        ReadOnlySpan<byte> rest = message[(Skift.Abi.Netlink.HeaderBytes + fixedBytes)..];
        while (!rest.IsEmpty)
        {
            int length = BitConverter.ToUInt16(rest);
            Assert.InRange(length, Skift.Abi.Netlink.AttributeBytes, rest.Length);
            rest = rest[Math.Min(Skift.Abi.Netlink.Align(length), rest.Length)..];
        }
    }

    [Theory]
    [InlineData(RouteNetlink.RTM_GETLINK, 0, RouteNetlink.RTM_NEWLINK, 1)]
    [InlineData(RouteNetlink.RTM_GETADDR, 0, RouteNetlink.RTM_NEWADDR, 2)]
    [InlineData(RouteNetlink.RTM_GETADDR, AddressFamily.AF_INET, RouteNetlink.RTM_NEWADDR, 1)]
    [InlineData(RouteNetlink.RTM_GETROUTE, AddressFamily.AF_INET, RouteNetlink.RTM_NEWROUTE, 3)]
    [InlineData(RouteNetlink.RTM_GETROUTE, AddressFamily.AF_INET6, RouteNetlink.RTM_NEWROUTE, 1)]
    public void Dump_GivesAllAndThenTheEnd(ushort type, byte family, int answered, int count)
    {
        List<byte[]> answers = Answer(Request(type, Skift.Abi.Netlink.NLM_F_REQUEST | Skift.Abi.Netlink.NLM_F_DUMP, family));
        Assert.Equal(2, answers.Count);
        Assert.Equal(new List<int>(System.Linq.Enumerable.Repeat(answered, count)), TypesOf(answers[0]));
        Assert.Equal([Skift.Abi.Netlink.NLMSG_DONE], TypesOf(answers[1]));
    }

    [Fact]
    public void Error_HasTheRequestUnlessItIsCapped()
    {
        byte[] request = Request(9999, Skift.Abi.Netlink.NLM_F_REQUEST, 1, 2, 3, 4);
        byte[] whole = Assert.Single(Answer(request));
        Assert.Equal(-(int)Errno.EOPNOTSUPP, BitConverter.ToInt32(whole, 16));
        Assert.Equal(request, whole[20..]);
        byte[] capped = Assert.Single(Answer(request, isCapped: true));
        Assert.Equal(request[..16], capped[20..]);
    }

    [Fact]
    public void Change_NeedsAPrivilege()
    {
        byte[] body = new byte[RouteNetlink.LinkBytes];
        body[4] = 1;
        body[8] = body[12] = 1;
        byte[] request = Request(RouteNetlink.RTM_NEWLINK, Skift.Abi.Netlink.NLM_F_REQUEST, body);
        Assert.Equal(-(int)Errno.EPERM, BitConverter.ToInt32(Assert.Single(Answer(request, mayChange: false)), 16));
        Assert.Empty(Answer(request));
        body[8] = 0;
        Assert.Equal(-(int)Errno.EOPNOTSUPP, BitConverter.ToInt32(Assert.Single(Answer(Request(RouteNetlink.RTM_NEWLINK, 1, body))), 16));
        Assert.Equal([(int)RouteNetlink.RTM_NEWLINK], _missing);
    }

    /// <summary>Whatever a program sends, it is read without an exception, and every answer is well formed.</summary>
    [Fact]
    public void Answer_RandomBytes_IsWellFormed()
    {
        Random random = new(30);
        int answered = 0;
        for (int round = 0; round < 50_000; round++)
        {
            List<byte> datagram = [];
            for (int count = random.Next(4); count >= 0; count--)
            {
                byte[] body = new byte[random.Next(40)];
                random.NextBytes(body);
                if (body.Length >= 24 && random.Next(2) == 0) body.AsSpan(0, 16).Clear();
                if (body.Length >= 20 && random.Next(2) == 0) BitConverter.TryWriteBytes(body.AsSpan(16), (ushort)random.Next(12));
                datagram.AddRange(Request((ushort)random.Next(random.Next(4) == 0 ? 65536 : 40), (ushort)random.Next(1024), body));
            }

            byte[] bytes = datagram.ToArray();
            if (random.Next(3) == 0) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            if (random.Next(8) == 0) bytes = bytes[..random.Next(bytes.Length)];
            foreach (byte[] answer in Answer(bytes, random.Next(2) == 0, random.Next(2) == 0))
            {
                answered++;
                _ = TypesOf(answer);
            }
        }

        Assert.True(answered > 10_000);
    }
}
