# Installing, removing and packaging; included by the Makefile.

SYSCONF  ?= /etc
UNITDIR  ?= $(PREFIX)/lib/systemd/system
SHARE     = $(DESTDIR)$(PREFIX)/share
SHELLS   := bash zsh fish
COMPLETE := $(SHELLS:%=$(BUILD)/tonle.%)

$(COMPLETE): $(BUILD)/tonle.%: $(BUILD)/tonle
	$(call say,SHELL,$@)
	$(Q)$(BUILD)/tonle manual $* > $@.part && mv $@.part $@

# The unit names the program's own place; NoExecPaths would not let another one run.
$(BUILD)/tonle.service: config/tonle.service Makefile config/install.mk
	@mkdir -p $(@D)
	$(Q)sed 's#/usr/local#$(PREFIX)#g' $< > $@

.PHONY: program install uninstall
program: $(BUILD)/tonle $(MANUALS) $(COMPLETE)

# Without the fact base: the program makes one where and when it is needed. An existing configuration
# is left alone. STRIP=1 strips the program, as install-strip does.
install: program
	@rm -f $(BUILD)/tonle.service
	@$(MAKE) --no-print-directory $(BUILD)/tonle.service
	install -D -m 755 $(if $(STRIP),-s) $(BUILD)/tonle $(DESTDIR)$(PREFIX)/bin/tonle
	install -d $(SHARE)/tonle/facts/texts $(SHARE)/doc/tonle
	install -m 644 $(FACTS) $(SHARE)/tonle/facts
	install -m 644 $(TEXTS) $(SHARE)/tonle/facts/texts
	install -m 644 $(MODEL) $(SHARE)/tonle
	install -m 644 README.md LICENSE config/CHANGELOG.md config/tonle.yaml $(SHARE)/doc/tonle
	install -m 644 bot/encode/NOTICE $(SHARE)/doc/tonle/encoder-NOTICE
	install -m 644 bot/encode/LICENSE $(SHARE)/doc/tonle/encoder-LICENSE
	install -D -m 644 $(BUILD)/tonle.service $(DESTDIR)$(UNITDIR)/tonle.service
	install -D -m 644 $(BUILD)/tonle.bash $(SHARE)/bash-completion/completions/tonle
	install -D -m 644 $(BUILD)/tonle.zsh $(SHARE)/zsh/site-functions/_tonle
	install -D -m 644 $(BUILD)/tonle.fish $(SHARE)/fish/vendor_completions.d/tonle.fish
	for page in $(MANUALS); do \
		install -D -m 644 $$page $(SHARE)/man/man$${page##*.}/$${page##*/} || exit 1; done
	[ -e $(DESTDIR)$(SYSCONF)/tonle/tonle.yaml ] || \
		install -D -m 644 config/tonle.yaml $(DESTDIR)$(SYSCONF)/tonle/tonle.yaml
	@$(if $(DESTDIR),:,echo 'Installed. Next: tonle init')

.PHONY: install-strip
install-strip:
	$(MAKE) install STRIP=1

# Leaves configuration and state, and says so.
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/tonle $(DESTDIR)$(UNITDIR)/tonle.service \
		$(SHARE)/bash-completion/completions/tonle $(SHARE)/zsh/site-functions/_tonle \
		$(SHARE)/fish/vendor_completions.d/tonle.fish \
		$(foreach page,$(notdir $(MANUALS)),$(SHARE)/man/man$(subst .,,$(suffix $(page)))/$(page))
	rm -rf $(SHARE)/tonle $(SHARE)/doc/tonle
	@echo 'Left alone: $(SYSCONF)/tonle and /var/lib/tonle'

# --- archives ---------------------------------------------------------------------------------

NAME := tonle-$(VERSION)

# The files under version control; without git, all but what make has made.
.PHONY: dist
dist:
	@mkdir -p $(BUILD)
	@if git rev-parse --git-dir >/dev/null 2>&1; then git ls-files; \
	else find . -type f -not -path './$(BUILD)/*' -not -name '*.pyc' -not -name '*.deb' \
		-not -name '$(NAME).tar.gz' | sed 's#^\./##'; fi | sort > $(BUILD)/dist.list
	tar --create --gzip --file $(NAME).tar.gz --transform 's#^#$(NAME)/#' --owner 0 --group 0 \
		--numeric-owner --sort name --files-from $(BUILD)/dist.list
	@echo $(NAME).tar.gz

# A Debian package in this directory, built from what `make dist` would archive.
DEB_NEEDS := $(BUILD_NEEDS) debhelper dpkg-dev fakeroot
.PHONY: deb deps-deb
deps-deb:
	$(call install_missing,$(DEB_NEEDS))
deb: deps-deb
	+@$(MAKE) --no-print-directory dist
	rm -rf $(BUILD)/deb && mkdir -p $(BUILD)/deb
	tar --extract --file $(NAME).tar.gz --directory $(BUILD)/deb && rm $(NAME).tar.gz
	cp -r config/debian $(BUILD)/deb/$(NAME)/debian
	cd $(BUILD)/deb/$(NAME) && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u BUILD -u CFLAGS -u LDFLAGS \
		dpkg-buildpackage -d --build=binary --unsigned-changes --no-pre-clean
	mv $(BUILD)/deb/tonle_$(VERSION)_*.deb .
	@ls tonle_$(VERSION)_*.deb

# make deb, make install and the Containerfile's steps in a fresh Debian: minutes; needs root.
.PHONY: test-package
test-package:
	$(call install_missing,$(DEB_NEEDS) debootstrap lintian ngircd python3)
	$(PYTHON) tests/packaging/packages.py $(PACKAGE_TESTS)
