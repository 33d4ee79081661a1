// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>Requests to <c>/dev/loop0</c> and so on, and to <c>/dev/loop-control</c> (linux/loop.h).</summary>
public static class LoopIoctl
{
    public const uint LOOP_SET_FD = 0x4C00;
    public const uint LOOP_CLR_FD = 0x4C01;
    public const uint LOOP_SET_STATUS64 = 0x4C04;
    public const uint LOOP_GET_STATUS64 = 0x4C05;
    public const uint LOOP_CHANGE_FD = 0x4C06;
    public const uint LOOP_SET_CAPACITY = 0x4C07;
    public const uint LOOP_CONFIGURE = 0x4C0A;
    public const uint LOOP_CTL_ADD = 0x4C80;
    public const uint LOOP_CTL_REMOVE = 0x4C81;
    public const uint LOOP_CTL_GET_FREE = 0x4C82;
}

[Flags]
public enum LoopFlags : uint
{
    LO_FLAGS_READ_ONLY = 1,

    /// <summary>Bound no more after its last close or unmount.</summary>
    LO_FLAGS_AUTOCLEAR = 4,
    LO_FLAGS_PARTSCAN = 8,
    LO_FLAGS_DIRECT_IO = 16,
}

[InlineArray(Length)]
public struct LoopName
{
    public const int Length = 64;

    private byte _element0;
}

[InlineArray(32)]
public struct LoopKey
{
    private byte _element0;
}

/// <summary><c>struct loop_info64</c>, 232 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct LoopInfo64
{
    public ulong lo_device;
    public ulong lo_inode;
    public ulong lo_rdevice;
    public ulong lo_offset;

    /// <summary>Bytes; 0 is all.</summary>
    public ulong lo_sizelimit;
    public uint lo_number;
    public uint lo_encrypt_type;
    public uint lo_encrypt_key_size;
    public LoopFlags lo_flags;
    public LoopName lo_file_name;
    public LoopName lo_crypt_name;
    public LoopKey lo_encrypt_key;
    public ulong lo_init0;
    public ulong lo_init1;
}

/// <summary><c>struct loop_config</c>, 304 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct LoopConfig
{
    public int fd;

    /// <summary>0 is 512.</summary>
    public uint block_size;
    public LoopInfo64 info;
    public LoopConfigReserved reserved;
}

[InlineArray(8)]
public struct LoopConfigReserved
{
    private ulong _element0;
}
