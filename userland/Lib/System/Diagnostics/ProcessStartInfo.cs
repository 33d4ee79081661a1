// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace System.Diagnostics;

/// <summary>What to start, and how.</summary>
public sealed class ProcessStartInfo
{
    private string _fileName = "";
    private string _arguments = "";
    private string _directory = "";

    public ProcessStartInfo()
    {
    }

    public ProcessStartInfo(string fileName) => FileName = fileName;

    public ProcessStartInfo(string fileName, string? arguments)
        : this(fileName) => Arguments = arguments;

    public ProcessStartInfo(string fileName, IEnumerable<string> arguments)
        : this(fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        ArgumentNullException.ThrowIfNull(arguments);
        foreach (string argument in arguments) ArgumentList.Add(argument);
    }

    [AllowNull]
    public string FileName
    {
        get => _fileName;
        set => _fileName = value ?? "";
    }

    /// <summary>One text, split as Windows does it. Either this or <see cref="ArgumentList"/>.</summary>
    [AllowNull]
    public string Arguments
    {
        get => _arguments;
        set => _arguments = value ?? "";
    }

    public Collection<string> ArgumentList { get; } = [];

    /// <summary>Of the child only. Before .NET has it, the program is looked for: relative to our own current directory.</summary>
    [AllowNull]
    public string WorkingDirectory
    {
        get => _directory;
        set => _directory = value ?? "";
    }

    /// <summary>At first a copy of ours; a variable that is null is not passed on.</summary>
    public IDictionary<string, string?> Environment => field ??= CopyEnvironment();

    public bool RedirectStandardInput { get; set; }

    public bool RedirectStandardOutput { get; set; }

    public bool RedirectStandardError { get; set; }

    /// <summary>Of what is written to the child; null for UTF-8 without a mark. Only with the stream redirected.</summary>
    public Encoding? StandardInputEncoding { get; set; }

    /// <summary>Of what the child writes; null for UTF-8.</summary>
    public Encoding? StandardOutputEncoding { get; set; }

    public Encoding? StandardErrorEncoding { get; set; }

    /// <summary>To open documents with whatever a desktop has for them. There is no desktop: <see cref="Process.Start()"/> refuses true.</summary>
    public bool UseShellExecute { get; set; }

    /// <summary>Without effect, as on every Unix.</summary>
    public bool CreateNoWindow { get; set; }

    private static Dictionary<string, string?> CopyEnvironment()
    {
        Dictionary<string, string?> copy = [];
        foreach (KeyValuePair<string, string> variable in global::System.Environment.GetEnvironmentVariables()) copy[variable.Key] = variable.Value;
        return copy;
    }
}
