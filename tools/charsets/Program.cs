// SPDX-License-Identifier: MIT

// Writes the tables of iconv's character sets from the code pages of the .NET that runs this:
//     dotnet run --project tools/charsets bytes > libc/iconv/CharsetTables.g.cs
//     dotnet run --project tools/charsets grids > libc/iconv/GridTables.g.cs
using System;
using System.Text;
using Skift.Charsets;

Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
switch (args)
{
    case ["bytes"]:
        ByteSets.Write(Console.Out);
        return 0;
    case ["grids"]:
        GridSets.Write(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: charsets bytes|grids");
        return 2;
}
