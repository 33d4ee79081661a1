// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using Skift.Core.Information;
using Skift.FileSystems.ProcFs;
using Skift.FileSystems.TextTree;

namespace Skift.FileSystems.SysFs;

/// <summary>Interfaces of the network: <c>/sys/devices/virtual/net/NAME</c>, and the links to them from <c>/sys/class/net</c>.</summary>
internal static class NetworkNodes
{
    internal const string Class = "net";

    private const int AddressBytes = 6;
    private const int TransmitQueueLength = 1000;

    /// <summary>What is counted besides packets and bytes; nothing is ever lost between two ends on one machine.</summary>
    private static readonly string[] s_losses =
    [
        "collisions", "multicast", "rx_compressed", "rx_crc_errors", "rx_dropped", "rx_errors", "rx_fifo_errors", "rx_frame_errors", "rx_length_errors",
        "rx_missed_errors", "rx_nohandler", "rx_over_errors", "tx_aborted_errors", "tx_carrier_errors", "tx_compressed", "tx_dropped", "tx_errors",
        "tx_fifo_errors", "tx_heartbeat_errors", "tx_window_errors",
    ];

    private static InterfaceInformation[] Interfaces => NetworkInformation.Current?.Interfaces ?? [];

    internal static IEnumerable<TextNode> Links()
    {
        foreach (InterfaceInformation found in Interfaces) yield return TextNode.Link(found.Name, "../../devices/virtual/net/" + found.Name);
    }

    internal static IEnumerable<TextNode> All()
    {
        foreach (InterfaceInformation found in Interfaces) yield return Node(found);
    }

    private static TextNode Node(InterfaceInformation found) => TextNode.Folder(
        found.Name,
        TextNode.File("addr_assign_type", 0),
        TextNode.File("addr_len", AddressBytes),
        TextNode.File("address", "00:00:00:00:00:00"),
        TextNode.File("broadcast", "00:00:00:00:00:00"),
        TextNode.File("carrier", 1),
        TextNode.File("carrier_changes", 0),
        TextNode.File("carrier_down_count", 0),
        TextNode.File("carrier_up_count", 0),
        TextNode.File("dev_id", "0x0"),
        TextNode.File("dev_port", 0),
        TextNode.File("dormant", 0),
        TextNode.File("flags", () => new ProcText().Add("0x"u8).AddHexadecimal(found.Flags, 1).Add('\n')),
        TextNode.File("ifalias", () => new ProcText()),
        TextNode.File("ifindex", found.Index),
        TextNode.File("iflink", found.Index),
        TextNode.File("link_mode", 0),
        TextNode.File("mtu", found.Mtu),
        TextNode.File("netdev_group", 0),
        TextNode.File("operstate", "unknown"),
        TextNode.File("proto_down", 0),
        TextNode.Folder("statistics", Statistics(found)),
        TextNode.Link("subsystem", "../../../../class/net"),
        TextNode.File("testing", 0),
        TextNode.File("tx_queue_len", TransmitQueueLength),
        TextNode.File("type", found.LinkType),
        TextNode.File("uevent", () => new ProcText().Add("INTERFACE="u8).Add(found.Name).Add("\nIFINDEX="u8).Add(found.Index).Add('\n')));

    private static TextNode[] Statistics(InterfaceInformation found)
    {
        SortedDictionary<string, TextNode> files = new(System.StringComparer.Ordinal);
        foreach (string name in s_losses) files.Add(name, TextNode.File(name, 0));
        files.Add("rx_bytes", TextNode.File("rx_bytes", () => Count(found.Index, static now => now.ReceivedBytes)));
        files.Add("rx_packets", TextNode.File("rx_packets", () => Count(found.Index, static now => now.ReceivedPackets)));
        files.Add("tx_bytes", TextNode.File("tx_bytes", () => Count(found.Index, static now => now.SentBytes)));
        files.Add("tx_packets", TextNode.File("tx_packets", () => Count(found.Index, static now => now.SentPackets)));
        return [.. files.Values];
    }

    /// <summary>What is counted at the moment at which it is read.</summary>
    private static ProcText Count(int index, System.Func<InterfaceInformation, long> which)
    {
        foreach (InterfaceInformation now in Interfaces)
        {
            if (now.Index == index) return new ProcText().Add(which(now)).Add('\n');
        }

        return new ProcText();
    }
}
