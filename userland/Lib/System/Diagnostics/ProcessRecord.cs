// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace System.Diagnostics;

/// <summary>What <c>/proc/ID/stat</c> says of a process (proc(5)).</summary>
internal sealed class ProcessRecord
{
    /// <summary>USER_HZ, in which the kernel counts for programs.</summary>
    private const long TicksPerUnit = TimeSpan.TicksPerSecond / 100;

    private const int FirstField = 3;

    private readonly string[] _fields;

    private ProcessRecord(int id, string name, string[] fields)
    {
        Id = id;
        Name = name;
        _fields = fields;
    }

    internal int Id { get; }

    /// <summary>At most 15 bytes, as the kernel keeps it.</summary>
    internal string Name { get; }

    internal char State => _fields[0][0];

    internal int Parent => (int)Field(4);

    internal int Session => (int)Field(6);

    internal TimeSpan UserTime => new(Field(14) * TicksPerUnit);

    internal TimeSpan KernelTime => new(Field(15) * TicksPerUnit);

    internal int Nice => (int)Field(19);

    /// <summary>After the system's start.</summary>
    internal TimeSpan Start => new(Field(22) * TicksPerUnit);

    internal long VirtualBytes => Field(23);

    internal long ResidentBytes => Field(24) * Environment.SystemPageSize;

    /// <returns>Null if there is no such process.</returns>
    internal static ProcessRecord? Read(int id)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{id}/stat");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // ENOENT before, ESRCH while it is read.
            return null;
        }

        // The name may hold anything, parentheses and spaces as well.
        int open = text.IndexOf('('), close = text.LastIndexOf(')');
        return open < 0 || close < open ? null : new ProcessRecord(id, text[(open + 1)..close], text[(close + 2)..].Split(' '));
    }

    internal static List<ProcessRecord> ReadAll()
    {
        List<ProcessRecord> all = [];
        foreach (string path in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Read(id) is ProcessRecord record) all.Add(record);
        }

        return all;
    }

    private long Field(int number) => long.Parse(_fields[number - FirstField], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
