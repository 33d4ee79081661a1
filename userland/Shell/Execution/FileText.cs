// SPDX-License-Identifier: MIT
using System;
using System.Text;
using Skift.Abi;
using Skift.Libc;
using Skift.Tools;

namespace Skift.Sh.Execution;

/// <summary>Reads descriptors and small files to their end.</summary>
internal static class FileText
{
    /// <summary>The whole file; empty if it cannot be read.</summary>
    public static string ReadAll(string path)
    {
        if (!Posix.Open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC).Try(out int descriptor, out _))
        {
            return "";
        }

        string text = ReadAll(descriptor);
        _ = Posix.Close(descriptor);
        return text;
    }

    public static string ReadAll(int descriptor)
    {
        StringBuilder text = new();
        TextDecoder decoder = new();
        byte[] block = new byte[8192];
        while (true)
        {
            if (!Posix.Read(descriptor, block).Try(out int count, out Errno error))
            {
                if (error == Errno.EINTR)
                {
                    continue;
                }

                break;
            }

            if (count == 0)
            {
                break;
            }

            text.Append(decoder.Decode(block.AsSpan(0, count)));
        }

        return text.Append(decoder.Finish()).ToString();
    }
}
