// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Information;

namespace Skift.FileSystems.ProcFs;

/// <summary><c>/proc/N/net</c>: the network as the process sees it (<c>proc(5)</c>).</summary>
internal sealed class ProcNetInode : ProcDirectoryInode
{
    private static readonly Entry[] s_entries = [new("unix", StatMode.S_IFREG)];

    internal ProcNetInode(ProcFileSystem fileSystem, ulong number)
        : base(fileSystem, number, DirectoryMode)
    {
    }

    protected override Entry[] Entries => s_entries;

    protected override ulong NumberOf(int index) => Number + (ulong)(index + 1 << 8);

    protected override Inode? Make(int index)
    {
        KernelInformation information = Information;
        return new ProcTextInode(Proc, NumberOf(index), PublicMode, 0, 0, () => UnixSockets(information.UnixSockets));
    }

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
