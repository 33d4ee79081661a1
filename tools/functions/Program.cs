// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using Skift.ElfFiles;

namespace Skift.Functions;

/// <summary>
/// <c>skift-functions OBJECT TABLES TRIMMED</c>: reads what ILC wrote about the functions of an object file for unwinding (.eh_frame and
/// .dotnet_eh_table) and for stack traces (its metadata), and writes it, as assembly, in the short form that the runtime reads, and for debuggers.
/// The third file is the object without the metadata.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 3)
        {
            Console.Error.WriteLine("usage: skift-functions OBJECT TABLES TRIMMED");
            return 2;
        }
        try
        {
            ElfReader elf = new(arguments[0]);
            List<Function> functions = FunctionReader.Read(elf);
            MethodNameReader names = new(elf);
            using StreamWriter output = File.CreateText(arguments[1]);
            FunctionTable.Write(output, functions);
            MethodNameTable.Write(output, functions, names.Read());
            DebugFrames.Write(output, functions);
            Trimmer.Write(arguments[2], elf, names.Section, names.End);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Console.Error.WriteLine("skift-functions: error: " + e.Message);
            return 1;
        }
    }
}
