// SPDX-License-Identifier: MIT
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Skift.LibcArchive;

/// <summary>Writes an <c>ar</c> archive with its index of symbols (System V: the member "/").</summary>
internal static class ArchiveWriter
{
    private const int MemberHeader = 60;

    internal static void Write(string path, List<Piece> pieces)
    {
        List<byte[]> members = [.. pieces.Select(MemberWriter.Write)];
        List<(string Name, int Member)> index = [];
        for (int i = 0; i < pieces.Count; i++)
            index.AddRange(pieces[i].Symbols.Select(symbol => (symbol.Name, i)));

        int names = index.Sum(entry => Encoding.UTF8.GetByteCount(entry.Name) + 1);
        int indexSize = Even(4 + (4 * index.Count) + names);
        uint position = (uint)(8 + MemberHeader + indexSize);
        uint[] starts = new uint[members.Count];
        for (int i = 0; i < members.Count; i++)
        {
            starts[i] = position;
            position += (uint)(MemberHeader + Even(members[i].Length));
        }

        using MemoryStream file = new();
        file.Write("!<arch>\n"u8);
        WriteHeader(file, "/", indexSize);
        long end = file.Position + indexSize;
        WriteNumber(file, (uint)index.Count);
        index.ForEach(entry => WriteNumber(file, starts[entry.Member]));
        index.ForEach(entry => file.Write(Encoding.UTF8.GetBytes(entry.Name + "\0")));
        Pad(file, end);
        for (int i = 0; i < members.Count; i++)
        {
            WriteHeader(file, i + ".o/", members[i].Length);
            file.Write(members[i]);
            Pad(file, file.Position + (file.Position & 1));
        }

        // A linker that runs meanwhile sees the old archive or the new one.
        string temporary = path + ".new";
        File.WriteAllBytes(temporary, file.ToArray());
        File.Move(temporary, path, overwrite: true);
    }

    private static int Even(int size) => size + (size & 1);

    private static void WriteHeader(Stream file, string name, int size) =>
        file.Write(Encoding.ASCII.GetBytes($"{name,-16}{0,-12}{0,-6}{0,-6}{"644",-8}{size,-10}`\n"));

    private static void WriteNumber(Stream file, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        file.Write(bytes);
    }

    private static void Pad(Stream file, long end)
    {
        while (file.Position < end)
            file.WriteByte((byte)'\n');
    }
}
