// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>The kernel's lists of interfaces and addresses (rtnetlink(7)), message by message.</summary>
internal static unsafe class NetlinkDump
{
    internal const ushort NewLink = 16;
    internal const ushort NewAddress = 20;
    internal const int HeaderSize = 16;
    private const int BufferSize = 8192;

    [StructLayout(LayoutKind.Sequential)]
    private struct Request
    {
        public uint Length;
        public ushort Type;
        public ushort Flags;
        public uint Sequence;
        public uint Port;
        public ulong Family;
    }

    /// <summary>Gives each message of the answer to a request (RTM_GETLINK 18, RTM_GETADDR 22); 0, or -1 with errno.</summary>
    internal static int Run(ushort type, delegate*<byte*, uint, void*, bool> use, void* state)
    {
        const int Netlink = 16, Raw = 3, CloseOnExec = 0x80000;
        int fd = C.socket(Netlink, Raw | CloseOnExec, 0);
        byte* buffer = fd < 0 ? null : (byte*)C.malloc(BufferSize);
        int result = -1;
        if (buffer != null)
        {
            Request request = new() { Length = (uint)sizeof(Request), Type = type, Flags = 0x301, Sequence = 1 };
            result = C.send(fd, &request, (nuint)sizeof(Request), 0) == sizeof(Request) ? Receive(fd, buffer, use, state) : -1;
            C.free(buffer);
        }

        if (fd >= 0)
        {
            _ = Syscall.Invoke(SystemCall.close, fd);
        }

        return result;
    }

    private static int Receive(int fd, byte* buffer, delegate*<byte*, uint, void*, bool> use, void* state)
    {
        const ushort Failure = 2, Done = 3;
        while (true)
        {
            long length = C.recv(fd, buffer, BufferSize, 0);
            if (length <= 0)
            {
                return -1;
            }

            for (byte* at = buffer; length >= HeaderSize;)
            {
                uint size = *(uint*)at;
                ushort kind = *(ushort*)(at + 4);
                if (kind == Done)
                {
                    return 0;
                }

                if (kind == Failure)
                {
                    return Error.Set((Errno)(-*(int*)(at + HeaderSize)));
                }

                if (size < HeaderSize || size > length || !use(at, size, state))
                {
                    return -1;
                }

                uint step = (size + 3) & ~3u;
                at += step;
                length -= step;
            }
        }
    }

    /// <summary>The value of an attribute behind a message's fixed part; null if it has none. The length is the value's.</summary>
    internal static byte* Attribute(byte* message, uint size, uint fixedSize, ushort wanted, out int length)
    {
        for (uint offset = HeaderSize + fixedSize; offset + 4 <= size;)
        {
            ushort own = *(ushort*)(message + offset);
            ushort type = *(ushort*)(message + offset + 2);
            if (own < 4 || offset + own > size)
            {
                break;
            }

            if (type == wanted)
            {
                length = own - 4;
                return message + offset + 4;
            }

            offset += (uint)((own + 3) & ~3);
        }

        length = 0;
        return null;
    }
}
