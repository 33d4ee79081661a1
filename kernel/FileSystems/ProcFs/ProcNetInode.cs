// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;

namespace Skift.FileSystems.ProcFs;

/// <summary><c>/proc/N/net</c>: the network as the process sees it (<c>proc(5)</c>).</summary>
internal sealed class ProcNetInode : ProcDirectoryInode
{
    private static readonly Entry[] s_entries =
    [
        new("unix", StatMode.S_IFREG),
        new("tcp", StatMode.S_IFREG),
        new("udp", StatMode.S_IFREG),
        new("tcp6", StatMode.S_IFREG),
        new("udp6", StatMode.S_IFREG),
        new("dev", StatMode.S_IFREG),
        new("route", StatMode.S_IFREG),
        new("if_inet6", StatMode.S_IFREG),
        new("sockstat", StatMode.S_IFREG),
        new("sockstat6", StatMode.S_IFREG),
        new("netlink", StatMode.S_IFREG),
        new("packet", StatMode.S_IFREG),
        new("raw", StatMode.S_IFREG),
        new("raw6", StatMode.S_IFREG),
    ];

    private static readonly Entry[] s_without = s_entries[..1];

    internal ProcNetInode(ProcFileSystem fileSystem, ulong number)
        : base(fileSystem, number, DirectoryMode)
    {
    }

    protected override Entry[] Entries => Information.Network is null ? s_without : s_entries;

    protected override ulong NumberOf(int index) => Number + (ulong)(index + 1 << 8);

    protected override Inode? Make(int index)
    {
        KernelInformation information = Information;
        return new ProcTextInode(Proc, NumberOf(index), PublicMode, 0, 0, () => Text(index, information));
    }

    private static ProcText Text(int index, KernelInformation information) =>
        information.Network is NetworkInformation network && index != 0 ? Text(s_entries[index].Name, network) : UnixSockets(information.UnixSockets);

    private static ProcText Text(string name, NetworkInformation network) => name switch
    {
        "tcp" => NetworkTexts.Streams(network, isIPv6: false),
        "udp" => NetworkTexts.Datagrams(network, isIPv6: false),
        "tcp6" => NetworkTexts.Streams(network, isIPv6: true),
        "udp6" => NetworkTexts.Datagrams(network, isIPv6: true),
        "dev" => NetworkTexts.Interfaces(network),
        "route" => NetworkTexts.Routes(),
        "if_inet6" => NetworkTexts.Addresses6(),
        "sockstat6" => NetworkTexts.Statistics6(network),
        "netlink" => NetworkTexts.Netlinks(network),
        "packet" => new ProcText().Add("sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n"u8),
        "raw" => NetworkTexts.Raw(isIPv6: false),
        "raw6" => NetworkTexts.Raw(isIPv6: true),
        _ => NetworkTexts.Statistics(network),
    };

    private static ProcText UnixSockets(UnixSocketInformation[] sockets)
    {
        const ulong AcceptsConnections = 0x10000;
        ProcText text = new();
        _ = text.Add("Num       RefCount Protocol Flags    Type St Inode Path\n"u8);
        foreach (UnixSocketInformation socket in sockets)
        {
            // Addresses of the kernel are nobody's business; what has no file yet is being connected.
            ulong state = socket.Inode == 0 ? 2u : socket.IsConnected ? 3u : 1u;
            _ = text.AddHexadecimal(0, 16).Add(": "u8).AddHexadecimal((ulong)socket.References, 8).Add(' ').AddHexadecimal(0, 8).Add(' ')
                .AddHexadecimal(socket.IsListening ? AcceptsConnections : 0, 8).Add(' ').AddHexadecimal((ulong)socket.Type, 4).Add(' ')
                .AddHexadecimal(state, 2).Add(' ').Add((long)socket.Inode, 5);
            if (socket.Name.Length != 0) _ = text.Add(' ');
            foreach (byte value in socket.Name)
            {
                _ = text.Add(value == 0 ? '@' : (char)value);
            }

            _ = text.Add('\n');
        }

        return text;
    }
}
