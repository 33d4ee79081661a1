// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;

namespace Skift.LibcDocs;

/// <summary>A function that a C library may have: where it is declared, and by which standard.</summary>
internal sealed record Interface(string Header, string Standard, string Name);

/// <summary>Reads <c>interfaces.txt</c>: <c>[header]</c>, then per standard a line <c>standard: names</c>, continued by indented lines.</summary>
internal static class InterfaceList
{
    internal static List<Interface> Read(string path)
    {
        List<Interface> all = [];
        string header = "", standard = "";
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith('#') || line.Length == 0) continue;
            if (line.StartsWith('['))
            {
                header = line.Trim('[', ']');
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            standard = colon < 0 ? standard : line[..colon];
            foreach (string name in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                all.Add(new Interface(header, standard, name));
        }

        return all;
    }
}
