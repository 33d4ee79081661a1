// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using Skift.Abi;
using Skift.Machine;

namespace Skift.Core.Syscalls.Strace;

internal ref partial struct ArgumentPrinter
{
    /// <summary>Vectors and what they point at, of which at most so many bytes count.</summary>
    private readonly void WriteVectors(ulong address, long count, long bytes)
    {
        if (address == 0 || !IsReadable(address))
        {
            _text.Address(address);
            return;
        }

        _text.Add((byte)'[');
        for (int i = 0; i < count; i++)
        {
            if (i != 0) _text.Add(", "u8);
            if (i == ShownElements)
            {
                _text.Add("..."u8);
                break;
            }

            ulong at = address + ((ulong)i * 16);
            if (!TryRead(at, out ulong start) || !TryRead(at + 8, out ulong length)) break;
            _text.Add("{iov_base="u8);
            WriteData(start, Math.Min(length, (ulong)Math.Max(bytes, 0)));
            _text.Add(", iov_len="u8).Unsigned(length).Add((byte)'}');
            bytes -= (long)Math.Min(length, long.MaxValue);
        }

        _text.Add((byte)']');
    }

    private static bool IsReadable(ulong address) => UserMemory.Read(new VirtualAddress(address), out byte _) == Errno.None;

    private readonly void WritePollRequests(ulong address, uint count)
    {
        if (address == 0 || (count != 0 && !IsReadable(address)))
        {
            _text.Address(address);
            return;
        }

        _text.Add((byte)'[');
        for (uint i = 0; i < count; i++)
        {
            if (i != 0) _text.Add(", "u8);
            if (i == ShownElements)
            {
                _text.Add("..."u8);
                break;
            }

            if (!TryRead(address + (i * 8), out PollDescriptor request)) break;
            _text.Add("{fd="u8).Number(request.fd);
            if (request.fd >= 0) NameTable.Flags(_text.Add(", events="u8), TraceNames.Poll, (ushort)request.events, "POLL"u8);
            _text.Add((byte)'}');
        }

        _text.Add((byte)']');
    }

    private readonly void WriteEpollEvent(ulong address)
    {
        if (!TryRead(address, out uint events) || !TryRead(address + 4, out ulong data)) return;
        NameTable.Flags(_text.Add("{events="u8), TraceNames.Epoll, events, "EPOLL"u8);
        _text.Add(", data={u32="u8).Unsigned((uint)data).Add(", u64="u8).Unsigned(data).Add("}}"u8);
    }

    private readonly void WriteSocketAddress(ulong address, int length)
    {
        Span<byte> bytes = stackalloc byte[Skift.Abi.SocketAddress.MaximumBytes];
        length = Math.Clamp(length, 0, bytes.Length);
        bytes = bytes[..length];
        if (address == 0 || length < 2 || UserMemory.CopyIn(new VirtualAddress(address), bytes) != Errno.None)
        {
            _text.Address(address);
            return;
        }

        const int Unix = 1;
        const int Internet = 2;
        ushort family = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        NameTable.Choice(_text.Add("{sa_family="u8), TraceNames.Families, family, "AF"u8);
        if (family == Unix && length > 2) WriteUnixName(bytes[2..]);
        else if (family == Internet && length >= 8) WriteInternetName(bytes);
        else if (length > 2) _text.Add(", sa_data="u8).Quoted(bytes[2..]);
        _text.Add((byte)'}');
    }

    private readonly void WriteUnixName(ReadOnlySpan<byte> name)
    {
        _text.Add(", sun_path="u8);
        if (name[0] == 0)
        {
            _text.Add((byte)'@').Quoted(name[1..]);
            return;
        }

        int end = name.IndexOf((byte)0);
        _text.Quoted(end < 0 ? name : name[..end]);
    }

    private readonly void WriteInternetName(ReadOnlySpan<byte> bytes)
    {
        _text.Add(", sin_port=htons("u8).Number(BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])).Add("), sin_addr=inet_addr(\""u8);
        for (int i = 4; i < 8; i++)
        {
            if (i != 4) _text.Add((byte)'.');
            _text.Number(bytes[i]);
        }

        _text.Add("\")"u8);
    }

    /// <summary>A message, of which at most so many bytes of data count.</summary>
    private readonly void WriteMessage(ulong address, long bytes)
    {
        if (!TryRead(address, out MessageHeader header)) return;
        _text.Add("{msg_name="u8);
        WriteSocketAddress(header.msg_name, header.msg_namelen);
        _text.Add(", msg_namelen="u8).Number(header.msg_namelen).Add(", msg_iov="u8);
        WriteVectors(header.msg_iov, (long)header.msg_iovlen, bytes);
        _text.Add(", msg_iovlen="u8).Unsigned(header.msg_iovlen);
        if (header.msg_control != 0 && header.msg_controllen != 0)
        {
            _text.Add(", msg_control="u8);
            WriteControl(header.msg_control, header.msg_controllen);
        }

        _text.Add(", msg_controllen="u8).Unsigned(header.msg_controllen);
        NameTable.Flags(_text.Add(", msg_flags="u8), TraceNames.Message, header.msg_flags, "MSG"u8);
        _text.Add((byte)'}');
    }

    private readonly void WriteControl(ulong address, ulong length)
    {
        _text.Add((byte)'[');
        for (ulong at = 0; at + ControlMessage.HeaderBytes <= length;)
        {
            if (at != 0) _text.Add(", "u8);
            if (!TryRead(address + at, out ControlHeader header)) break;
            _text.Add("{cmsg_len="u8).Unsigned(header.cmsg_len);
            NameTable.Choice(_text.Add(", cmsg_level="u8), TraceNames.Levels, (uint)header.cmsg_level, "SOL"u8);
            NameTable.Choice(_text.Add(", cmsg_type="u8), "SCM_RIGHTS 1 SCM_CREDENTIALS 2"u8, (uint)header.cmsg_type, "SCM"u8);
            ulong size = Math.Min(header.cmsg_len, length - at) - ControlMessage.HeaderBytes;
            if (header.cmsg_len > ControlMessage.HeaderBytes) WriteControlData(header.cmsg_type, address + at + ControlMessage.HeaderBytes, size);
            _text.Add((byte)'}');
            if (header.cmsg_len < ControlMessage.HeaderBytes) break;
            at += (ulong)ControlMessage.Align((long)Math.Min(header.cmsg_len, length));
        }

        _text.Add((byte)']');
    }

    private readonly void WriteControlData(int type, ulong address, ulong size)
    {
        const int Rights = 1;
        _text.Add(", cmsg_data="u8);
        if (type == Rights)
        {
            _text.Add((byte)'[');
            for (ulong i = 0; i + 4 <= size && TryRead(address + i, out int descriptor); i += 4)
            {
                if (i != 0) _text.Add(", "u8);
                _text.Number(descriptor);
            }

            _text.Add((byte)']');
        }
        else if (TryRead(address, out UserCredentials credentials))
        {
            _text.Add("{pid="u8).Number(credentials.pid).Add(", uid="u8).Unsigned(credentials.uid).Add(", gid="u8).Unsigned(credentials.gid).Add((byte)'}');
        }
    }

    private readonly void WriteOption(ulong address, int length)
    {
        if (length == 4 && TryRead(address, out int value)) _text.Add((byte)'[').Number(value).Add((byte)']');
        else if (length != 4) WriteData(address, (ulong)Math.Max(length, 0));
    }

    private readonly void WriteStat(ulong address)
    {
        if (!TryRead(address, out Stat stat)) return;
        _text.Add("{st_mode="u8);
        WriteFileMode((uint)stat.st_mode);
        if ((stat.st_mode & StatMode.S_IFMT) is StatMode.S_IFCHR or StatMode.S_IFBLK)
        {
            _text.Add(", st_rdev="u8);
            WriteDevice(stat.st_rdev);
        }
        else
        {
            _text.Add(", st_size="u8).Number(stat.st_size);
        }

        _text.Add(", ...}"u8);
    }

    private readonly void WriteStatx(ulong address)
    {
        if (!TryRead(address, out Statx stat)) return;
        NameTable.Flags(_text.Add("{stx_mask="u8), TraceNames.StatxMask, (uint)stat.stx_mask, default);
        const ulong MountRoot = 0x2000;
        _text.Add(", stx_attributes="u8);
        if (stat.stx_attributes == MountRoot) _text.Add("STATX_ATTR_MOUNT_ROOT"u8);
        else _text.Hexadecimal(stat.stx_attributes);
        _text.Add(", stx_mode="u8);
        WriteFileMode(stat.stx_mode);
        _text.Add(", stx_size="u8).Unsigned(stat.stx_size).Add(", ...}"u8);
    }

    private readonly void WriteStatfs(ulong address)
    {
        if (!TryRead(address, out Statfs stat)) return;
        NameTable.Choice(_text.Add("{f_type="u8), "TMPFS_MAGIC 1021994 PROC_SUPER_MAGIC 9fa0 SYSFS_MAGIC 62656572 EXT2_SUPER_MAGIC ef53 DEVPTS_SUPER_MAGIC 1cd1 PIPEFS_MAGIC 50495045 SOCKFS_MAGIC 534f434b"u8, (ulong)stat.f_type, "MAGIC"u8);
        _text.Add(", f_bsize="u8).Number(stat.f_bsize).Add(", f_blocks="u8).Unsigned(stat.f_blocks).Add(", f_bfree="u8).Unsigned(stat.f_bfree).Add(", f_bavail="u8)
            .Unsigned(stat.f_bavail).Add(", f_files="u8).Unsigned(stat.f_files).Add(", f_ffree="u8).Unsigned(stat.f_ffree).Add(", f_fsid={val=["u8)
            .Hexadecimal((uint)stat.f_fsid0).Add(", "u8).Hexadecimal((uint)stat.f_fsid1).Add("]}, f_namelen="u8).Number(stat.f_namelen).Add(", f_frsize="u8).Number(stat.f_frsize);
        NameTable.Flags(_text.Add(", f_flags="u8), "ST_VALID 20 ST_RDONLY 1 ST_NOSUID 2 ST_NODEV 4 ST_NOEXEC 8 ST_SYNCHRONOUS 10 ST_NOATIME 400 ST_NODIRATIME 800 ST_RELATIME 1000"u8, (ulong)stat.f_flags, default);
        _text.Add((byte)'}');
    }
}
