// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;
using Skift.Core;
using Skift.Core.Files;
using Skift.Core.Information;
using Skift.Core.Memory;
using Skift.Core.MessageQueues;
using Skift.Core.Processes;
using Skift.FileSystems.TextTree;

namespace Skift.FileSystems.ProcFs;

/// <summary><c>/proc/sys</c>: what can be asked of and told to the kernel (<c>sysctl(8)</c>).</summary>
internal static class SystemControls
{
    private const int MaximumName = 64;
    private const int UuidBytes = 16;
    private const long MaximumFiles = 1024 * 1024;
    private const long NobodyId = 65534;

    private static byte[]? s_boot;

    internal static readonly TextNode Tree = TextNode.Folder("sys", FileLimits(), Kernel(), Network(), Memory());

    private static TextNode FileLimits() => TextNode.Folder(
        "fs",
        TextNode.File("dir-notify-enable", 1),
        TextNode.File("file-max", long.MaxValue),
        Number("lease-break-time", static () => Leases.BreakSeconds, static number => Leases.BreakSeconds = number),
        Number("leases-enable", static () => Leases.AreEnabled ? 1 : 0, static number => Leases.AreEnabled = number != 0),
        MessageQueues(),
        TextNode.File("nr_open", MaximumFiles),
        TextNode.File("overflowgid", NobodyId),
        TextNode.File("overflowuid", NobodyId),
        TextNode.File("pipe-max-size", 1024 * 1024));

    /// <summary>mq_overview(7).</summary>
    private static TextNode MessageQueues() => TextNode.Folder(
        "mqueue",
        Number("msg_default", MessageQueueLimits.FewestMessages, MessageQueueLimits.MostMessages, static () => MessageQueueLimits.DefaultMessages, static number => MessageQueueLimits.DefaultMessages = number),
        Number("msg_max", MessageQueueLimits.FewestMessages, MessageQueueLimits.MostMessages, static () => MessageQueueLimits.Messages, static number => MessageQueueLimits.Messages = number),
        Number("msgsize_default", MessageQueueLimits.SmallestSize, MessageQueueLimits.LargestSize, static () => MessageQueueLimits.DefaultSize, static number => MessageQueueLimits.DefaultSize = number),
        Number("msgsize_max", MessageQueueLimits.SmallestSize, MessageQueueLimits.LargestSize, static () => MessageQueueLimits.Size, static number => MessageQueueLimits.Size = number),
        Number("queues_max", int.MinValue, int.MaxValue, static () => MessageQueueLimits.Queues, static number => MessageQueueLimits.Queues = number));

    private static TextNode Kernel() => TextNode.Folder(
        "kernel",
        TextNode.File("cap_last_cap", CapabilitySets.Last),
        TextNode.Writable("core_pattern", static () => new ProcText().Add(CorePattern.Text).Add('\n'), static text => CorePattern.Set(text)),
        TextNode.Writable("core_uses_pid", static () => new ProcText().Add(CorePattern.UsesProcessId ? 1 : 0).Add('\n'), SetUsesProcessId),
        Name("domainname", static () => SystemName.DomainName, static name => SystemName.DomainName = name),
        Name("hostname", static () => SystemName.HostName, static name => SystemName.HostName = name),
        TextNode.File("ngroups_max", 65536),
        TextNode.File("osrelease", static () => new ProcText().Add(SystemName.Release).Add('\n')),
        TextNode.File("ostype", static () => new ProcText().Add(SystemName.System).Add('\n')),
        TextNode.File("overflowgid", NobodyId),
        TextNode.File("overflowuid", NobodyId),
        TextNode.File("pid_max", ProcessTable.MaximumNumber),
        TextNode.Folder(
            "random",
            TextNode.File("boot_id", static () => Uuid(BootUuid())),
            TextNode.File("entropy_avail", 256),
            TextNode.File("poolsize", 256),
            TextNode.File("uuid", static () => Uuid(MakeUuid()))),
        // 2: stacks, mappings, programs and the heap begin at random places.
        TextNode.File("randomize_va_space", 2),
        TextNode.File("tainted", 0),
        TextNode.File("threads-max", ProcessTable.MaximumNumber),
        TextNode.File("version", static () => new ProcText().Add(SystemName.Version).Add('\n')));

    /// <summary>What the network obeys; none of it can be changed.</summary>
    private static TextNode Network() => TextNode.Folder(
        "net",
        TextNode.Folder("core", TextNode.File("somaxconn", 4096)),
        TextNode.Folder(
            "ipv4",
            TextNode.File("ip_local_port_range", static () => Ports()),
            TextNode.File("ip_unprivileged_port_start", static () => new ProcText().Add(NetworkInformation.Current?.FirstUnprivilegedPort ?? 0).Add('\n')),
            TextNode.File("tcp_available_congestion_control", "reno"),
            TextNode.File("tcp_congestion_control", "reno")));

    private static ProcText Ports()
    {
        (int first, int last) = NetworkInformation.Current?.PortRange ?? default;
        return new ProcText().Add(first).Add('\t').Add(last).Add('\n');
    }

    private static TextNode Memory() => TextNode.Folder(
        "vm",
        TextNode.File("max_map_count", 65530),
        TextNode.File("mmap_min_addr", 65536),
        Number("overcommit_memory", (int)OvercommitMode.Never, static () => (int)Overcommit.Mode, static value => Overcommit.Mode = (OvercommitMode)value),
        Number("overcommit_ratio", int.MaxValue, static () => Overcommit.Ratio, static value => Overcommit.Ratio = (int)value),
        Number("overcommit_kbytes", long.MaxValue, static () => Overcommit.Kilobytes, static value => Overcommit.Kilobytes = value));

    private static TextNode Name(string file, Func<byte[]> get, Action<byte[]> set) =>
        TextNode.Writable(file, () => new ProcText().Add(get()).Add('\n'), text => SetName(text, set));

    /// <summary>A number that can be changed, from 0 to the greatest int.</summary>
    private static TextNode Number(string name, Func<int> get, Action<int> set) => Number(name, 0, int.MaxValue, get, set);

    private static TextNode Number(string name, int least, int greatest, Func<int> get, Action<int> set) => Number(name, least, greatest, () => (long)get(), value => set((int)value));

    private static TextNode Number(string name, long greatest, Func<long> get, Action<long> set) => Number(name, 0, greatest, get, set);

    private static TextNode Number(string name, long least, long greatest, Func<long> get, Action<long> set) => TextNode.Writable(name, () => new ProcText().Add(get()).Add('\n'), text =>
    {
        if (!NumberText.TryParse(text, out long value) || value < least || value > greatest) return Errno.EINVAL;
        set(value);
        return Errno.None;
    });

    private static Errno SetUsesProcessId(byte[] text)
    {
        if (!NumberText.TryParse(text, out long value)) return Errno.EINVAL;
        CorePattern.UsesProcessId = value != 0;
        return Errno.None;
    }

    /// <summary>What is too long is cut off, as sysctl does with strings.</summary>
    private static Errno SetName(ReadOnlySpan<byte> text, Action<byte[]> set)
    {
        if (text.IsEmpty) return Errno.None;
        int end = text.IndexOfAny((byte)0, (byte)'\n');
        if (end >= 0) text = text[..end];
        set(text[..Math.Min(text.Length, MaximumName)].ToArray());
        return Errno.None;
    }

    private static byte[] BootUuid() => Volatile.Read(ref s_boot) ?? Interlocked.CompareExchange(ref s_boot, MakeUuid(), null) ?? s_boot;

    /// <summary>A random one (RFC 9562, version 4).</summary>
    private static byte[] MakeUuid()
    {
        byte[] bytes = new byte[UuidBytes];
        RandomSource.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return bytes;
    }

    private static ProcText Uuid(byte[] bytes)
    {
        ProcText text = new();
        for (int i = 0; i < bytes.Length; i++)
        {
            if (i is 4 or 6 or 8 or 10) _ = text.Add('-');
            _ = text.AddHexadecimal(bytes[i], 2);
        }

        return text.Add('\n');
    }
}
