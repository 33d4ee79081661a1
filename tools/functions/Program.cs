// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using Skift.ElfFiles;

namespace Skift.Functions;

/// <summary>
/// <c>skift-functions OBJECT OUTPUT</c>: reads what ILC wrote about the functions of an object file for unwinding (.eh_frame and
/// .dotnet_eh_table), and writes it, as assembly, in the short form that the runtime reads and in the one that debuggers read.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Length != 2)
        {
            Console.Error.WriteLine("usage: skift-functions OBJECT OUTPUT");
            return 2;
        }
        try
        {
            List<Function> functions = FunctionReader.Read(new ElfReader(arguments[0]));
            using StreamWriter output = File.CreateText(arguments[1]);
            FunctionTable.Write(output, functions);
            DebugFrames.Write(output, functions);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Console.Error.WriteLine("skift-functions: error: " + e.Message);
            return 1;
        }
    }
}
