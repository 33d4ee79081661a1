// SPDX-License-Identifier: MIT
using System.Collections.Generic;

namespace Skift.Sh.Expansion;

/// <summary>Pathname expansion (POSIX.1-2024 XCU 2.14.3).</summary>
internal sealed class Globber
{
    private readonly ExpansionHost _host;

    public Globber(ExpansionHost host) => _host = host;

    /// <summary>Adds the existing names that match, in order.</summary>
    /// <returns>False if there are none.</returns>
    public bool Expand(string pattern, List<string> results)
    {
        List<string> found = new();
        Walk("", pattern, found);
        if (found.Count == 0)
        {
            return false;
        }

        found.Sort(string.CompareOrdinal);
        results.AddRange(found);
        return true;
    }

    /// <summary>Handles the first component of <paramref name="rest"/> below <paramref name="path"/>, which ends with a slash or is empty.</summary>
    private void Walk(string path, string rest, List<string> found)
    {
        int slashes = 0;
        while (slashes < rest.Length && rest[slashes] == '/')
        {
            slashes++;
        }

        path += rest.Substring(0, slashes);
        rest = rest.Substring(slashes);
        if (rest.Length == 0)
        {
            if (_host.Exists(path))
            {
                found.Add(path);
            }

            return;
        }

        int slash = rest.IndexOf('/');
        string component = slash < 0 ? rest : rest.Substring(0, slash);
        string after = slash < 0 ? "" : rest.Substring(slash);
        if (!Pattern.HasSpecial(component))
        {
            Continue(path + Pattern.Unescape(component), after, found, isKnown: false);
            return;
        }

        List<string> names = new();
        _host.List(path.Length == 0 ? "." : path, names);

        // A leading dot must be matched by a dot, never by a special character; . and .. are not worth matching at all.
        bool wantsDot = component[0] == '.' || component.StartsWith("\\.", System.StringComparison.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            string name = names[i];
            if (name[0] == '.' ? !wantsDot || name is "." or ".." : wantsDot)
            {
                continue;
            }

            if (Pattern.Matches(component, name))
            {
                Continue(path + name, after, found, isKnown: true);
            }
        }
    }

    private void Continue(string path, string after, List<string> found, bool isKnown)
    {
        if (after.Length > 0)
        {
            // What follows exists only if this is a directory, which the next look-up finds out.
            if (_host.Exists(path + "/."))
            {
                Walk(path, after, found);
            }
        }
        else if (isKnown || _host.Exists(path))
        {
            found.Add(path);
        }
    }
}
