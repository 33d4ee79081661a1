// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;

namespace Skift.Tools;

/// <summary>Whether an option takes an argument (<c>getopt_long(3)</c>).</summary>
public enum OptionArgument
{
    None,
    Required,
    Optional,
}

/// <summary>A <c>--name</c> option; <see cref="OptionParser.Next"/> answers <see cref="Value"/> for it.</summary>
public readonly struct LongOption
{
    public LongOption(string name, int value, OptionArgument argument = OptionArgument.None)
    {
        Name = name;
        Value = value;
        Argument = argument;
    }

    public string Name { get; }

    public OptionArgument Argument { get; }

    public int Value { get; }
}

/// <summary>Reads a command line as <c>getopt_long(3)</c> does, with a message for everything wrong.</summary>
/// <remarks>
/// The short options are getopt's string: a letter, then ':' for a required argument or '::' for an optional one. Operands may
/// stand between options unless the string begins with '+' (POSIX.1-2024 XBD 12.2 guideline 9). <c>--help</c> is always known.
/// <code>
/// OptionParser options = new("af:", s_longOptions, args, io);
/// while (options.Next(out int option)) switch (option) { case 'a': …; case 'f': file = options.Argument; break; }
/// if (options.IsDone) return options.Status;
/// ReadOnlySpan&lt;string&gt; operands = options.Operands;
/// </code>
/// </remarks>
public ref struct OptionParser
{
    private const int HelpOption = -1;
    private readonly string _short;
    private readonly LongOption[] _long;
    private readonly ToolIO _io;
    private readonly ReadOnlySpan<string> _args;
    private readonly List<string> _operands;
    private readonly bool _stopAtOperand;
    private readonly int _usageStatus;
    private int _index;
    private int _inCluster;

    public OptionParser(string shortOptions, LongOption[] longOptions, ReadOnlySpan<string> args, ToolIO io, int usageStatus = 1)
    {
        _stopAtOperand = shortOptions.StartsWith('+');
        _short = _stopAtOperand ? shortOptions.Substring(1) : shortOptions;
        _long = longOptions;
        _args = args;
        _io = io;
        _operands = new List<string>();
        _usageStatus = usageStatus;
        Argument = "";
    }

    /// <summary>The last option's argument; empty if it has none.</summary>
    public string Argument { get; private set; }

    /// <summary>The last option had an argument (tells <c>--color</c> from <c>--color=</c>).</summary>
    public bool HasArgument { get; private set; }

    /// <summary>The tool is to return <see cref="Status"/> at once: help was asked for, or the command line is wrong.</summary>
    public bool IsDone { get; private set; }

    public int Status { get; private set; }

    /// <summary>What is not an option, in order; complete once <see cref="Next"/> has answered false.</summary>
    public readonly string[] Operands => _operands.ToArray();

    /// <returns>False at the end of the options, or after an error.</returns>
    public bool Next(out int option)
    {
        Argument = "";
        HasArgument = false;
        option = 0;
        while (!IsDone)
        {
            if (_inCluster > 0)
            {
                return NextShort(out option);
            }

            if (_index == _args.Length)
            {
                return false;
            }

            string arg = _args[_index++];
            if (arg == "--")
            {
                TakeRest();
                return false;
            }

            if (arg.StartsWith("--", StringComparison.Ordinal))
            {
                return NextLong(arg.Substring(2), out option);
            }

            if (arg.Length > 1 && arg[0] == '-')
            {
                _inCluster = 1;
                continue;
            }

            _operands.Add(arg);
            if (_stopAtOperand)
            {
                TakeRest();
                return false;
            }
        }

        return false;
    }

    private bool NextShort(out int option)
    {
        string cluster = _args[_index - 1];
        option = cluster[_inCluster++];
        bool atEnd = _inCluster == cluster.Length;
        int known = option == ':' ? -1 : _short.IndexOf((char)option);
        if (known < 0)
        {
            return Wrong("invalid option -- '" + (char)option + "'");
        }

        OptionArgument kind = ArgumentOf(known);
        if (kind != OptionArgument.None)
        {
            if (!atEnd)
            {
                SetArgument(cluster.Substring(_inCluster));
            }
            else if (kind == OptionArgument.Required)
            {
                if (_index == _args.Length)
                {
                    return Wrong("option requires an argument -- '" + (char)option + "'");
                }

                SetArgument(_args[_index++]);
            }

            atEnd = true;
        }

        if (atEnd)
        {
            _inCluster = 0;
        }

        return true;
    }

    private bool NextLong(string text, out int option)
    {
        int equals = text.IndexOf('=');
        string name = equals < 0 ? text : text.Substring(0, equals);
        option = 0;
        if (!Find(name, out LongOption found))
        {
            return false;
        }

        if (found.Value == HelpOption)
        {
            _io.Out.Write(_io.HelpText);
            IsDone = true;
            return false;
        }

        option = found.Value;
        if (equals >= 0)
        {
            if (found.Argument == OptionArgument.None)
            {
                return Wrong("option '--" + found.Name + "' doesn't allow an argument");
            }

            SetArgument(text.Substring(equals + 1));
        }
        else if (found.Argument == OptionArgument.Required)
        {
            if (_index == _args.Length)
            {
                return Wrong("option '--" + found.Name + "' requires an argument");
            }

            SetArgument(_args[_index++]);
        }

        return true;
    }

    /// <summary>An exact name, or the only one that begins so.</summary>
    private bool Find(string name, out LongOption found)
    {
        found = default;
        int matches = 0;
        for (int i = 0; i <= _long.Length; i++)
        {
            LongOption candidate = i < _long.Length ? _long[i] : new LongOption("help", HelpOption);
            if (candidate.Name == name)
            {
                found = candidate;
                return true;
            }

            if (candidate.Name.StartsWith(name, StringComparison.Ordinal))
            {
                matches++;
                found = candidate;
            }
        }

        return matches == 1 || Wrong(matches == 0 ? "unrecognized option '--" + name + "'" : "option '--" + name + "' is ambiguous");
    }

    private readonly OptionArgument ArgumentOf(int known)
    {
        if (known + 1 >= _short.Length || _short[known + 1] != ':')
        {
            return OptionArgument.None;
        }

        return known + 2 < _short.Length && _short[known + 2] == ':' ? OptionArgument.Optional : OptionArgument.Required;
    }

    private void SetArgument(string argument)
    {
        Argument = argument;
        HasArgument = true;
    }

    private void TakeRest()
    {
        while (_index < _args.Length)
        {
            _operands.Add(_args[_index++]);
        }
    }

    private bool Wrong(string message)
    {
        IsDone = true;
        Status = _io.FailUsage(message, _usageStatus);
        return false;
    }
}
