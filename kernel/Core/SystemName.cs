// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core;

/// <summary>What uname(2) and /proc/version tell.</summary>
public static class SystemName
{
    /// <summary>Programs compiled against glibc refuse to start on a release below 3.2, so it tells the Linux whose interface this is.</summary>
    public static ReadOnlySpan<byte> Release => "6.1.0-skift"u8;

    public static ReadOnlySpan<byte> System => "Linux"u8;

    public static ReadOnlySpan<byte> Version => "#1 SkiftSharp"u8;

    public static ReadOnlySpan<byte> Machine => "x86_64"u8;

    public static byte[] HostName { get; set; } = "skift"u8.ToArray();

    public static byte[] DomainName { get; set; } = "(none)"u8.ToArray();

    internal static void Fill(ref Utsname name)
    {
        Put(System, name.sysname);
        Put(HostName, name.nodename);
        Put(Release, name.release);
        Put(Version, name.version);
        Put(Machine, name.machine);
        Put(DomainName, name.domainname);
    }

    private static void Put(ReadOnlySpan<byte> text, Span<byte> field) => text.CopyTo(field);
}
