// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using Skift.Abi;
using Skift.Core.Sockets;
using Skift.Network;
using Skift.Network.Sockets;
using Xunit;

namespace Skift.Tests.Host.Network;

/// <summary>The control messages of a sender, which come from programs.</summary>
public class SendControlsTests
{
    private static byte[] Message(int level, int type, params byte[] data)
    {
        byte[] bytes = new byte[ControlMessage.Align(ControlMessage.HeaderBytes + data.Length)];
        BitConverter.TryWriteBytes(bytes, (ulong)(ControlMessage.HeaderBytes + data.Length));
        BitConverter.TryWriteBytes(bytes.AsSpan(8), level);
        BitConverter.TryWriteBytes(bytes.AsSpan(12), type);
        data.CopyTo(bytes, ControlMessage.HeaderBytes);
        return bytes;
    }

    private static byte[] Join(params byte[][] messages)
    {
        List<byte> all = [];
        foreach (byte[] message in messages) all.AddRange(message);
        return all.ToArray();
    }

    [Fact]
    public void Reader_GoesThroughAllMessages()
    {
        ControlReader reader = new(Join(Message(1, 2, 3, 4, 5), Message(6, 7), [1, 2, 3]));
        Assert.Equal(Errno.None, reader.Next(out bool isEnd));
        Assert.False(isEnd);
        Assert.Equal((1, 2, 3), (reader.Level, reader.Type, reader.Data.Length));
        Assert.Equal(Errno.None, reader.Next(out isEnd));
        Assert.Equal((6, 7, 0), (reader.Level, reader.Type, reader.Data.Length));
        Assert.Equal(Errno.None, reader.Next(out isEnd));
        Assert.True(isEnd);
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(15UL)]
    [InlineData(25UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x8000_0000_0000_0010UL)]
    public void Reader_ImpossibleLength_ReturnsEINVAL(ulong length)
    {
        byte[] bytes = Message(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        BitConverter.TryWriteBytes(bytes, length);
        Assert.Equal(Errno.EINVAL, new ControlReader(bytes).Next(out _));
    }

    [Fact]
    public void Reader_TakesAnUnalignedEnd()
    {
        byte[] bytes = Message(1, 2, 3)[..(ControlMessage.HeaderBytes + 1)];
        ControlReader reader = new(bytes);
        Assert.Equal(Errno.None, reader.Next(out bool isEnd));
        Assert.False(isEnd);
        Assert.Equal(Errno.None, reader.Next(out isEnd));
        Assert.True(isEnd);
    }

    [Fact]
    public void Read_FindsWhatIsSaidOfADatagram()
    {
        byte[] packet = new byte[12];
        packet[0] = 1;
        packet[4] = 127;
        packet[7] = 5;
        byte[] all = Join(
            Message(InternetProtocol.IPPROTO_IP, IPOption.IP_PKTINFO, packet), Message(InternetProtocol.IPPROTO_IP, IPOption.IP_TTL, 9, 0, 0, 0),
            Message(InternetProtocol.IPPROTO_IP, IPOption.IP_TOS, 0x10), Message(InternetProtocol.IPPROTO_UDP, UdpOption.UDP_SEGMENT, 0, 4), Message(99, 1));
        Assert.True(SendControls.Read(all, isIPv6: false, toIPv4: true).Try(out SendControls found, out _));
        Assert.Equal(1, found.Interface);
        Assert.Equal(InternetAddress.FromIPv4(0x7F00_0005), found.Source!.Value);
        Assert.Equal((9, 0x10, 1024), (found.TimeToLive, found.TrafficClass, found.SegmentSize));
    }

    [Fact]
    public void Read_PassesOverTheOtherProtocol()
    {
        byte[] all = Join(Message(InternetProtocol.IPPROTO_IP, IPOption.IP_TTL, 1), Message(InternetProtocol.IPPROTO_IPV6, IPv6Option.IPV6_HOPLIMIT, 9, 0, 0, 0));
        Assert.True(SendControls.Read(all, isIPv6: true, toIPv4: false).Try(out SendControls found, out _));
        Assert.Equal(9, found.TimeToLive);
        Assert.Equal(Errno.EINVAL, SendControls.Read(all, isIPv6: false, toIPv4: true).Error);
    }

    /// <summary>Whatever a program writes there, it is read without an exception, and values that are found are in range.</summary>
    [Fact]
    public void Read_RandomBytes_DoNoHarm()
    {
        Random random = new(20);
        int good = 0;
        for (int round = 0; round < 100_000; round++)
        {
            byte[] bytes = RandomMessages(random);
            Result<SendControls> result = SendControls.Read(bytes, random.Next(2) == 0, random.Next(2) == 0);
            _ = SendControls.ReadCommon(bytes);
            if (!result.Try(out SendControls found, out Errno error))
            {
                Assert.Equal(Errno.EINVAL, error);
                continue;
            }

            good++;
            Assert.InRange(found.TimeToLive, -1, 255);
            Assert.InRange(found.TrafficClass, -1, 255);
            Assert.InRange(found.SegmentSize, -1, 65535);
        }

        Assert.True(good > 1000);
    }

    private static byte[] RandomMessages(Random random)
    {
        int[] levels = [0, 1, 6, 17, 41, 99];
        int[] types = [1, 2, 8, 11, 36, 37, 50, 52, 62, 67, 103, 104];
        int[] sizes = [0, 1, 2, 4, 8, 12, 20, 24];
        List<byte> all = [];
        for (int count = random.Next(4); count >= 0; count--)
        {
            byte[] data = new byte[sizes[random.Next(sizes.Length)]];
            random.NextBytes(data);
            if (random.Next(2) == 0 && data.Length > 1) data.AsSpan(1).Clear();
            all.AddRange(Message(levels[random.Next(levels.Length)], types[random.Next(types.Length)], data));
        }

        byte[] bytes = all.ToArray();
        if (random.Next(4) == 0) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return random.Next(8) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
