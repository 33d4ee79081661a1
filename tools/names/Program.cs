// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;

namespace Skift.Names;

/// <summary>
/// <c>skift-names OBJECT TABLE ASSEMBLY...</c>: finds out which types ILC put into the object file, and writes their full names, and the
/// members of enums, as they stand in the assemblies. ILC keeps no metadata of its own for a foreign core library.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length < 3)
        {
            Console.Error.WriteLine("usage: skift-names OBJECT TABLE ASSEMBLY...");
            return 2;
        }
        try
        {
            HashSet<uint> present = ObjectFile.TypeHashes(File.ReadAllBytes(arguments[0]));
            SortedDictionary<uint, TypeRecord> types = [];
            foreach (string assembly in arguments.AsSpan(2))
            {
                foreach (TypeRecord type in AssemblyTypes.Read(assembly))
                {
                    // Two assemblies may each have a type of the same name (compilers embed some); the names are then the same, too.
                    if (present.Contains(type.Hash) && !types.TryAdd(type.Hash, type) && types[type.Hash].Name != type.Name)
                        throw new InvalidDataException("'" + type.Name + "' and '" + types[type.Hash].Name + "' have the same hash: rename one.");
                }
            }
            NameTable.Write(arguments[1], types);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or BadImageFormatException)
        {
            Console.Error.WriteLine("skift-names: error: " + e.Message);
            return 1;
        }
    }
}
