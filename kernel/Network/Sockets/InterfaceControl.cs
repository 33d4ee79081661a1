// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Network.Sockets;

/// <summary>ioctl(2) about interfaces (<c>netdevice(7)</c>): <c>struct ifreq</c> and <c>struct ifconf</c>.</summary>
internal static class InterfaceControl
{
    private const int NameBytes = 16;
    private const int RequestBytes = 40;
    private const int ListBytes = 16;
    private const int ListPointerOffset = 8;
    private const int TransmitQueueLength = 1000;
    private const uint LoopbackMask = 0xFF00_0000;

    /// <returns>EFAULT; ENODEV for an interface that is not there; ENOTTY.</returns>
    internal static Result<long> Do(uint request, ulong argument)
    {
        if (request == Ioctl.SIOCGIFCONF) return List(argument);
        if (request is not (Ioctl.SIOCGIFNAME or Ioctl.SIOCGIFFLAGS or Ioctl.SIOCGIFADDR or Ioctl.SIOCGIFDSTADDR or Ioctl.SIOCGIFBRDADDR or Ioctl.SIOCGIFNETMASK
            or Ioctl.SIOCGIFMETRIC or Ioctl.SIOCGIFMTU or Ioctl.SIOCGIFHWADDR or Ioctl.SIOCGIFINDEX or Ioctl.SIOCGIFTXQLEN or Ioctl.SIOCGIFMAP))
        {
            return Errno.ENOTTY;
        }

        Span<byte> bytes = stackalloc byte[RequestBytes];
        Errno error = UserMemory.CopyIn(new VirtualAddress(argument), bytes);
        if (error != Errno.None) return error;
        bytes[NameBytes - 1] = 0;
        NetworkInterface loopback = Loopback.Instance;
        Span<byte> value = bytes[NameBytes..];
        if (request == Ioctl.SIOCGIFNAME)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(value) != loopback.Index) return Errno.ENODEV;
            PutName(bytes, loopback);
        }
        else
        {
            if (!bytes[..3].SequenceEqual("lo\0"u8)) return Errno.ENODEV;
            Describe(request, value, loopback);
        }

        error = UserMemory.CopyOut(new VirtualAddress(argument), bytes);
        return error == Errno.None ? 0L : error;
    }

    private static void Describe(uint request, Span<byte> value, NetworkInterface loopback)
    {
        switch (request)
        {
            case Ioctl.SIOCGIFFLAGS:
                BinaryPrimitives.WriteUInt16LittleEndian(value, (ushort)(loopback.Flags | InterfaceFlag.IFF_RUNNING));
                break;
            case Ioctl.SIOCGIFADDR or Ioctl.SIOCGIFDSTADDR:
                PutAddress(value, InternetAddress.LoopbackIPv4);
                break;
            case Ioctl.SIOCGIFBRDADDR:
                PutAddress(value, InternetAddress.AnyIPv4);
                break;
            case Ioctl.SIOCGIFNETMASK:
                PutAddress(value, InternetAddress.FromIPv4(LoopbackMask));
                break;
            case Ioctl.SIOCGIFMAP:
                // struct ifmap: no memory, port or interrupt of a device.
                value.Clear();
                break;
            case Ioctl.SIOCGIFHWADDR:
                value[..NameBytes].Clear();
                BinaryPrimitives.WriteUInt16LittleEndian(value, (ushort)loopback.LinkType);
                break;
            default:
                BinaryPrimitives.WriteInt32LittleEndian(value, NumberOf(request, loopback));
                break;
        }
    }

    private static int NumberOf(uint request, NetworkInterface loopback) => request switch
    {
        Ioctl.SIOCGIFMTU => loopback.Mtu,
        Ioctl.SIOCGIFINDEX => loopback.Index,
        Ioctl.SIOCGIFTXQLEN => TransmitQueueLength,
        _ => 0,
    };

    /// <summary>SIOCGIFCONF: the interfaces with their addresses of IPv4; without room for any, how much room is needed.</summary>
    private static Result<long> List(ulong argument)
    {
        Span<byte> list = stackalloc byte[ListBytes];
        Errno error = UserMemory.CopyIn(new VirtualAddress(argument), list);
        if (error != Errno.None) return error;
        int room = BinaryPrimitives.ReadInt32LittleEndian(list);
        ulong target = BinaryPrimitives.ReadUInt64LittleEndian(list[ListPointerOffset..]);
        int used = target == 0 || room >= RequestBytes ? RequestBytes : 0;
        if (target != 0 && used != 0)
        {
            Span<byte> entry = stackalloc byte[RequestBytes];
            entry.Clear();
            PutName(entry, Loopback.Instance);
            PutAddress(entry[NameBytes..], InternetAddress.LoopbackIPv4);
            error = UserMemory.CopyOut(new VirtualAddress(target), entry);
            if (error != Errno.None) return error;
        }

        BinaryPrimitives.WriteInt32LittleEndian(list, used);
        error = UserMemory.CopyOut(new VirtualAddress(argument), list);
        return error == Errno.None ? 0L : error;
    }

    private static void PutName(Span<byte> target, NetworkInterface through)
    {
        target[..NameBytes].Clear();
        for (int i = 0; i < through.Name.Length; i++)
        {
            target[i] = (byte)through.Name[i];
        }
    }

    private static void PutAddress(Span<byte> target, InternetAddress address) => _ = SocketName.Write(target, new Endpoint(address, 0), AddressFamily.AF_INET);
}
