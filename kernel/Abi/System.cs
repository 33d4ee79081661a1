// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Skift.Abi;

/// <summary>One field of <see cref="Utsname"/>: 64 characters and a terminating zero.</summary>
[InlineArray(Length)]
public struct UtsnameField
{
    public const int Length = 65;

    private byte _element0;
}

/// <summary><c>struct new_utsname</c>, 390 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Utsname
{
    public UtsnameField sysname;
    public UtsnameField nodename;
    public UtsnameField release;
    public UtsnameField version;
    public UtsnameField machine;
    public UtsnameField domainname;
}

/// <summary><c>struct sysinfo</c> of x86-64, 112 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct SystemInformation
{
    public long uptime;
    public ulong load1;
    public ulong load5;
    public ulong load15;
    public ulong totalram;
    public ulong freeram;
    public ulong sharedram;
    public ulong bufferram;
    public ulong totalswap;
    public ulong freeswap;
    public ushort procs;
    public ushort padding;
    public uint padding2;
    public ulong totalhigh;
    public ulong freehigh;
    public uint mem_unit;
    public uint padding3;
}

/// <summary>Flags of getrandom(2).</summary>
[Flags]
public enum RandomFlags : uint
{
    None = 0,
    GRND_NONBLOCK = 1,
    GRND_RANDOM = 2,
    GRND_INSECURE = 4,
}
