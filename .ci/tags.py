#!/usr/bin/env python3
"""Fails if a tag's tests did not run, or not all: a test that is skipped is green and proves nothing.

tags.py REPORTS TAG...    reads Surefire's XML reports below REPORTS and the tags in the sources
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

TAG = re.compile(r'@Tag\("([^"]+)"\)')
TYPE = re.compile(r'^(?:public |final |abstract )*class (\w+)', re.MULTILINE)
METHOD = re.compile(r'\bvoid (\w+)\s*\(')


def tagged(source):
    """(tag, class, method or None) for every tag in a source file."""
    text = source.read_text(encoding='utf-8')
    package = re.search(r'^package ([\w.]+);', text, re.MULTILINE)
    declared = TYPE.search(text)
    if not package or not declared:
        return
    name = f'{package.group(1)}.{declared.group(1)}'
    for found in TAG.finditer(text):
        if found.start() < declared.start():
            yield found.group(1), name, None
        else:
            method = METHOD.search(text, found.end())
            yield found.group(1), name, method.group(1) if method else None


def reported(reports):
    """(class, method, reason or None) of every test, with the reason why it was skipped."""
    for report in pathlib.Path(reports).rglob('TEST-*.xml'):
        for case in ElementTree.parse(report).getroot().iter('testcase'):
            skipped = case.find('skipped')
            reason = None if skipped is None else skipped.get('message', 'no reason')
            yield case.get('classname'), re.split(r'[({\[]', case.get('name'))[0], reason


def main(reports, tags):
    wanted = {tag: set() for tag in tags}
    for source in pathlib.Path('.').rglob('src/test/java/**/*.java'):
        for tag, name, method in tagged(source):
            if tag in wanted:
                wanted[tag].add((name, method))
    reasons = list(reported(reports))
    failures = []
    for tag, tests in wanted.items():
        of_tag = [r for name, method, r in reasons if (name, None) in tests or (name, method) in tests]
        skipped = [reason for reason in of_tag if reason is not None]
        print(f'{tag}: {len(of_tag) - len(skipped)} tests ran, {len(skipped)} were skipped')
        if not of_tag:
            failures.append(f'no test ran with the tag {tag}')
        failures += [f'a test with the tag {tag} was skipped: {r}' for r in sorted(set(skipped))]
    if failures:
        sys.exit('\n'.join('ci: ' + failure for failure in failures))


main(sys.argv[1], sys.argv[2:])
