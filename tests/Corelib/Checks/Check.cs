// SPDX-License-Identifier: MIT

using System;
using System.Collections.Generic;
using System.Text;

namespace Skift.Tests.Corelib;

/// <summary>
/// Prints one line per check, with the value found, so that a wrong one also shows as a difference from the run on .NET.
/// </summary>
public sealed class Check(CheckOutput output)
{
    private string _group = "";

    public int Count { get; private set; }

    public int Failed { get; private set; }

    /// <summary>Begins a group; its name goes before those of the checks that follow.</summary>
    public void Group(string name) => _group = name;

    /// <summary>Whether the host has no room for the check; who asks leaves it out then.</summary>
    public bool Omits(string name) => output.Omits(_group + "/" + name);

    /// <summary>A value that is compared with .NET's only by its line.</summary>
    public void Print(string name, string? value) => Line(true, name, value, null);

    public void Equal<T>(string name, T actual, T expected) =>
        Line(EqualityComparer<T>.Default.Equals(actual, expected), name, Show(actual), Show(expected));

    public void True(string name, bool condition) => Equal(name, condition, true);

    public void False(string name, bool condition) => Equal(name, condition, false);

    public void Sequence<T>(string name, IEnumerable<T> actual, params T[] expected)
    {
        string found = Join(actual), wanted = Join(expected);
        Line(found == wanted, name, found, wanted);
    }

    /// <summary>The exception must be of the type, or derived from it; its message is the value.</summary>
    public void Throws<TException>(string name, Action action)
        where TException : Exception
    {
        try
        {
            action();
        }
        catch (TException e)
        {
            Line(true, name, e.Message, null);
            return;
        }
        catch (Exception e)
        {
            Line(false, name, e.Message, "another exception");
            return;
        }
        Line(false, name, "no exception", "an exception");
    }

    private static string Join<T>(IEnumerable<T> items)
    {
        StringBuilder text = new();
        text.Append('[');
        foreach (T item in items)
        {
            if (text.Length > 1) text.Append(", ");
            text.Append(Show(item));
        }
        return text.Append(']').ToString();
    }

    private static string Show<T>(T value) => value == null ? "null" : value.ToString() ?? "";

    private void Line(bool ok, string name, string? value, string? expected)
    {
        Count++;
        if (!ok) Failed++;
        StringBuilder line = new();
        line.Append(ok ? "ok " : "FAILED ").Append(_group).Append('/');
        Escape(line, name);
        line.Append(": ");
        Escape(line, value ?? "null");
        if (!ok && expected != null)
        {
            line.Append(" (expected ");
            Escape(line, expected);
            line.Append(')');
        }
        output.WriteLine(line.ToString());
    }

    /// <summary>Keeps each line one line of ASCII, whatever the host does with text.</summary>
    private static void Escape(StringBuilder line, string value)
    {
        foreach (char c in value)
        {
            if (c >= ' ' && c < 0x7F && c != '\\') line.Append(c);
            else line.Append("\\u").Append(((int)c).ToString("X4"));
        }
    }
}
