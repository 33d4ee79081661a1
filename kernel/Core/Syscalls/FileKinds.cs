// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Sockets;
using Skift.Core.Terminal;
using Skift.Core.Terminal.Screen;

namespace Skift.Core.Syscalls;

/// <summary>What a file is, as far as its requests and options go.</summary>
[Flags]
internal enum FileKinds
{
    None = 0,
    FileOrDirectory = 1,
    Block = 2,
    AnyTerminal = 4,
    SerialLine = 8,
    Screen = 0x10,
    Socket = 0x20,
    InternetSocket = 0x40,
    SixSocket = 0x80,
    TcpStream = 0x100,
    UdpDatagrams = 0x200,
}

internal static class FileKind
{
    internal static FileKinds Of(OpenFile file) => file switch
    {
        SocketFile found => Of(found.Socket),
        BlockFile => FileKinds.Block,
        PseudoTerminalMaster => FileKinds.AnyTerminal,
        TerminalFile { Driver: ScreenConsole } => FileKinds.AnyTerminal | FileKinds.Screen,
        TerminalFile { Driver: PseudoTerminal } => FileKinds.AnyTerminal,
        TerminalFile => FileKinds.AnyTerminal | FileKinds.SerialLine,
        _ => file.Inode.IsRegular || file.Inode.IsDirectory ? FileKinds.FileOrDirectory : FileKinds.None,
    };

    private static FileKinds Of(Socket socket)
    {
        if (socket.Family is not (AddressFamily.AF_INET or AddressFamily.AF_INET6)) return FileKinds.Socket;
        FileKinds kinds = FileKinds.Socket | FileKinds.InternetSocket | (socket.Type == SocketType.SOCK_STREAM ? FileKinds.TcpStream : FileKinds.UdpDatagrams);
        return socket.Family == AddressFamily.AF_INET6 ? kinds | FileKinds.SixSocket : kinds;
    }
}
