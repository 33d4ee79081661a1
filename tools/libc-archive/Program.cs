// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Skift.ElfFiles;

namespace Skift.LibcArchive;

/// <summary><c>libc-archive OBJDUMP OUT.a ALIASES LIBC.o ASSEMBLY.o...</c>: see README.md.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length < 4)
        {
            Console.Error.WriteLine("usage: libc-archive OBJDUMP OUT.a ALIASES LIBC.o ASSEMBLY.o...");
            return 2;
        }

        try
        {
            List<Piece> managed = new ManagedObject(new ElfReader(arguments[3]), arguments[0]).Cut();
            List<Piece> assembly = [.. arguments.Skip(4).SelectMany(path => AssemblyObject.Read(new ElfReader(path)))];
            List<Piece> pieces = [.. managed, .. assembly];
            Aliases.Add(pieces, arguments[2]);
            Linkage.Redirect(pieces);
            ArchiveWriter.Write(arguments[1], Linkage.Needed(pieces, [.. assembly]));
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine("libc-archive: error: " + e.Message);
            return 1;
        }
    }
}
